import { refusalOf } from "../../../policies/guardrails/finding";
import { checkPlan } from "../../../policies/guardrails/plan";
import { describePlan } from "../../terraform/stack-runner";
import { applyTakingOver } from "../../terraform/take-over";
import { type Selection, selected } from "../scenario";
import type { Stage, StepFindings } from "../stage";

/** Plans and applies stack by stack, as a deployment does; a plan that the guardrails refuse is not applied. */
export function apply(stage: Stage, title: string, selection: Selection): Promise<StepFindings> {
  const stacks = selected(stage.options.stacks, selection);
  return stage.each(title, stacks, "create", async (stack, progress) => {
    const planned = await stage.runner.plan(stack, { progress });
    stage.keepPlan(planned);
    const findings = planned.plan ? checkPlan(stack, planned.plan) : [];
    stage.findings.push(...findings);
    const { changes, drift } = planned.summary;
    const summary = describePlan(planned);
    const refusal = refusalOf(findings);
    if (refusal !== undefined) {
      const problem = { stack: stack.name, sentence: refusal, details: [] };
      return { summary, changes, drift, problem };
    }
    if (planned.changes) await applyTakingOver(stage.runner, stack, planned, progress);
    return { summary, changes, drift };
  });
}
