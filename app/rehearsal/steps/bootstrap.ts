import * as path from "node:path";
import { checkPlan } from "../../../policies/guardrails/plan";
import { bootstrapAccount } from "../../terraform/bootstrap";
import type { Stage, StepFindings } from "../stage";

/** The procedure of `drydock bootstrap`, and what the guardrails say of its plan. */
export function bootstrap(stage: Stage, title: string): Promise<StepFindings> {
  const stacks = stage.options.stacks.filter(({ lifetime }) => lifetime === "account");
  return stage.each(title, stacks, "create", async (stack, progress) => {
    const result = await bootstrapAccount({
      ...stage.runner.options,
      stack,
      localFolder: path.join(stage.options.folder, "bootstrap", stack.name),
      progress,
    });
    if (result.plan) {
      stage.findings.push(...checkPlan(stack, result.plan));
      stage.keepPlan({
        stack: stack.name,
        changes: true,
        summary: result.summary,
        plan: result.plan,
        file: "",
        seconds: 0,
      });
    }
    return { summary: `${result.text}, state in ${stack.backend.bucket}`, changes: result.summary.changes };
  });
}
