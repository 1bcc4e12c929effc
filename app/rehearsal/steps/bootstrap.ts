import * as path from "node:path";
import { refusalOf } from "../../../policies/guardrails/finding";
import { checkPlan } from "../../../policies/guardrails/plan";
import { bootstrapAccount } from "../../terraform/bootstrap";
import type { Stage, StepFindings } from "../stage";

/** The procedure of `drydock bootstrap`; a plan that the guardrails refuse is not applied. */
export function bootstrap(stage: Stage, title: string): Promise<StepFindings> {
  const stacks = stage.options.stacks.filter(({ lifetime }) => lifetime === "account");
  return stage.each(title, stacks, "create", async (stack, progress) => {
    let refusal: string | undefined;
    const { plan, summary, text } = await bootstrapAccount({
      ...stage.runner.options,
      stack,
      localFolder: path.join(stage.options.folder, "bootstrap", stack.name),
      progress,
      approve: (planned) => {
        const findings = checkPlan(stack, planned);
        stage.findings.push(...findings);
        refusal = refusalOf(findings);
        return Promise.resolve(refusal === undefined);
      },
    });
    if (plan) stage.keepPlan({ stack: stack.name, changes: true, summary, plan, file: "", seconds: 0 });
    const { changes } = summary;
    if (refusal !== undefined) {
      return { summary: text, changes, problem: { stack: stack.name, sentence: refusal, details: [] } };
    }
    return { summary: `${text}, state in ${stack.backend.bucket}`, changes };
  });
}
