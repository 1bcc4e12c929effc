import { planDestruction } from "../../deployment/destroy-stacks";
import { findObstacles } from "../../deployment/obstacles/find-obstacles";
import { type Obstacle, refuseObstacles } from "../../deployment/obstacles/obstacle";
import { UserError } from "../../user-error";
import { type Selection, selected } from "../scenario";
import type { Stage, StepFindings } from "../stage";

/** What `drydock destroy` must refuse, and with which sentence. */
export interface ExpectedRefusal {
  readonly stacks: Selection;
  readonly says: RegExp;
}

/** Does what `drydock destroy` does up to its question, and expects it to refuse before anything is touched. */
export async function expectRefusal(
  stage: Stage,
  title: string,
  { stacks: selection, says }: ExpectedRefusal,
): Promise<StepFindings> {
  const { stacks: graph, progress, limit } = stage.options;
  const steps = { graph, runner: stage.runner, progress, limit };
  const before = stage.cloud.events.mark;
  const outcomes = await planDestruction(steps, selected(graph, selection));
  const failure = outcomes.find((outcome) => outcome.state === "failed");
  if (failure?.state === "failed") throw failure.error;
  const plans = outcomes.flatMap((outcome) => (outcome.state === "done" ? [outcome.result] : []));
  for (const plan of plans) stage.keepPlan(plan);

  const refusal = refusalOf(await findObstacles(steps, plans));
  const problems = [
    ...(refusal === undefined ? ["The destruction was not refused."] : []),
    ...(refusal !== undefined && !says.test(refusal)
      ? [`The destruction was refused with "${refusal}", which does not match ${String(says)}.`]
      : []),
    ...stage.cloud.events
      .since(before)
      .filter(({ operation }) => operation !== "read")
      .map(({ operation, type, id }) => `Before the refusal there was a ${operation} of ${type} ${id}.`),
  ];
  return {
    checks: [{ name: title, passed: problems.length === 0, sentence: refusal ?? "not refused" }],
    problems: problems.map((sentence) => ({ sentence, details: [] })),
  };
}

/** The sentence with which `drydock destroy` refuses. */
function refusalOf(obstacles: readonly Obstacle[]): string | undefined {
  try {
    refuseObstacles(obstacles);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
