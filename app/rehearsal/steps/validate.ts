import type { Stage, StepFindings } from "../stage";

/** `terraform validate` of every stack: the provider's own rules for values, formats and combinations. */
export function validate(stage: Stage, title: string): Promise<StepFindings> {
  return stage.each(title, stage.options.stacks, "side by side", async (stack, progress) => {
    const warnings = await stage.runner.validate(stack, progress);
    const [first, ...others] = warnings.map(({ summary }) => summary);
    if (first === undefined) return { summary: "valid" };
    return {
      summary: `valid, with a warning: ${first}${others.length > 0 ? ` (and ${others.length} more)` : ""}`,
    };
  });
}
