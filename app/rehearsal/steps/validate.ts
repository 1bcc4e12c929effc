import * as path from "node:path";
import type { Diagnostic } from "../../terraform/diagnostics";
import { validateStacks } from "../../terraform/validation";
import type { Stage, StackResult, StepFindings } from "../stage";

/** `terraform validate` of every stack: the provider's own rules for values, formats and combinations. */
export function validate(stage: Stage, title: string): Promise<StepFindings> {
  const { stacks, folder } = stage.options;
  const validating = validateStacks(stacks, path.join(folder, "validated"), stage.runner.options);
  return stage.each(title, stacks, "side by side", async ({ name }, progress) => {
    progress.update(name, "validating");
    return resultOf(name, (await validating).get(name) ?? []);
  });
}

function resultOf(stack: string, diagnostics: readonly Diagnostic[]): StackResult {
  const sentences = diagnostics.map(({ summary, detail, address }) =>
    [address, summary, detail].filter((part) => part !== undefined && part !== "").join(": "),
  );
  const error = diagnostics.findIndex(({ severity }) => severity === "error");
  if (error >= 0) {
    const sentence = `The provider finds the configuration of "${stack}" invalid: ${sentences[error]}`;
    return { summary: "invalid", problem: { stack, sentence, details: sentences } };
  }
  const count = diagnostics.length;
  if (count === 0) return { summary: "valid" };
  return {
    summary: `valid, with ${count === 1 ? "a warning" : `${count} warnings`}: ${sentences.join("; ")}`,
  };
}
