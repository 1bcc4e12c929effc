import { blocking } from "../../../policies/guardrails/finding";
import { checkPlan } from "../../../policies/guardrails/plan";
import { describePlan } from "../../terraform/stack-runner";
import { type Selection, selected } from "../scenario";
import type { Stage, StepFindings } from "../stage";

/** Which guardrail must refuse a plan, and with which words. */
export interface ExpectedGuardrail {
  readonly stacks: Selection;
  readonly rule: string;
  readonly says: RegExp;
}

/** Plans, and expects a guardrail to refuse; nothing is applied. */
export function expectGuardrail(
  stage: Stage,
  title: string,
  { stacks: selection, rule, says }: ExpectedGuardrail,
): Promise<StepFindings> {
  const stacks = selected(stage.options.stacks, selection);
  return stage.each(title, stacks, "side by side", async (stack, progress) => {
    const planned = await stage.runner.plan(stack, { progress });
    stage.keepPlan(planned);
    const refusals = blocking(planned.plan ? checkPlan(stack, planned.plan) : []);
    const expected = refusals.find((finding) => finding.rule === rule && says.test(finding.message));
    if (expected) return { summary: `refused: ${expected.address}: ${expected.message}` };
    const found = refusals.map((finding) => `${finding.rule}: ${finding.message}`).join("; ") || "nothing";
    const sentence = `The guardrail ${rule} should have refused the plan of "${stack.name}" with ${String(says)}; found: ${found}.`;
    return { summary: describePlan(planned), problem: { stack: stack.name, sentence, details: [] } };
  });
}
