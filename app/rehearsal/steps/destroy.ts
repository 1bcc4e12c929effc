import { describePlan } from "../../terraform/stack-runner";
import { type Selection, selected } from "../scenario";
import type { Stage, StepFindings } from "../stage";

/**
 * Destroys stacks, dependants first. Every object was read by the plan before, in the same cloud
 * that nobody else touches, so they are not read again.
 */
export function destroy(stage: Stage, title: string, selection: Selection): Promise<StepFindings> {
  const stacks = selected(stage.options.stacks, selection);
  return stage.each(title, stacks, "destroy", async (stack, progress) => {
    const planned = await stage.runner.plan(stack, { destroy: true, refresh: false, progress });
    stage.keepPlan(planned);
    if (planned.changes) await stage.runner.apply(stack, planned, progress);
    return { summary: describePlan(planned), changes: planned.summary.changes };
  });
}
