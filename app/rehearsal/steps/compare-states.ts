import { UserError } from "../../user-error";
import type { Stage, StepFindings } from "../stage";
import { compareStates } from "../states/compare";

/** Two builds must be the same but for what AWS generates. */
export async function compareWithRemembered(stage: Stage, name: string): Promise<StepFindings> {
  const before = stage.remembered.get(name);
  if (before === undefined)
    throw new UserError(`No states were remembered as "${name}" before they are compared.`);
  const differences = compareStates(before, await stage.states(stage.options.stacks));
  const unexplained = differences.filter(({ rule }) => rule === undefined);
  return {
    differences,
    checks: [
      {
        name: "same states",
        passed: unexplained.length === 0,
        sentence: `${differences.length} differences between the builds, ${unexplained.length} of them without an explanation.`,
      },
    ],
    problems: unexplained.map(({ stack, address, path, before: left, after: right }) => ({
      stack,
      sentence: `The second build of "${stack}" differs from the first without an explanation: ${address}${path === "" ? "" : ` ${path}`}: ${show(left)} became ${show(right)}.`,
      details: [],
    })),
  };
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
