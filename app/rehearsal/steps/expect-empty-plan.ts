import { describePlan } from "../../terraform/stack-runner";
import { type Selection, selected } from "../scenario";
import type { Stage, StepFindings } from "../stage";

/**
 * A second plan that reads every object again: anything in it would come back with every deployment. Stacks are
 * planned side by side, since nothing changes.
 */
export function expectEmptyPlan(stage: Stage, title: string, selection: Selection): Promise<StepFindings> {
  const stacks = selected(stage.options.stacks, selection);
  return stage.each(title, stacks, "side by side", async (stack, progress) => {
    const planned = await stage.runner.plan(stack, { progress });
    if (!planned.changes) return { summary: "no changes" };
    stage.keepPlan(planned);
    const { changes, drift } = planned.summary;
    const details = [...changes, ...drift].map(
      ({ address, action, attributes }) =>
        `${address}: ${action}${attributes.length > 0 ? ` (${attributes.map(({ path }) => path).join(", ")})` : ""}`,
    );
    const sentence = `The second plan of "${stack.name}" is not empty: ${describePlan(planned)}${changes[0] ? `, first ${details[0]}` : ""}.`;
    return {
      summary: describePlan(planned),
      changes,
      drift,
      problem: { stack: stack.name, sentence, details },
    };
  });
}
