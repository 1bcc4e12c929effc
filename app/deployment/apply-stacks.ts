import { blocking, describeFinding } from "../../policies/guardrails/finding";
import { checkPlan } from "../../policies/guardrails/plan";
import type { Action, ResourceChange } from "../terraform/plan";
import type { PlannedStack } from "../terraform/stack-runner";
import { applyTakingOver } from "../terraform/take-over";
import type { Outcome } from "../terraform/waves";
import { UserError } from "../user-error";
import { type DeployableStack, eachStack, type StepOptions } from "./each-stack";
import type { StackPlan } from "./plan-stacks";

/**
 * Applies plans wave by wave: the very plans that were shown, and for previews, once the stacks before them are
 * deployed, a real plan of the same stack.
 * @param allowUnseenDestruction whether such a plan may destroy or replace what its preview did not show
 * @returns one outcome a stack, in the order of the waves
 */
export function applyStacks(
  options: StepOptions,
  plans: readonly StackPlan[],
  allowUnseenDestruction: boolean,
): Promise<Outcome<PlannedStack>[]> {
  const planByStack = new Map(plans.map((plan) => [plan.stack.name, plan]));
  const stacks = plans.map(({ stack }) => stack);
  const { runner } = options;
  return eachStack(options, "Deploying", "create", stacks, async (stack, step) => {
    const plan = planByStack.get(stack.name);
    if (!plan) throw new Error(`${stack.name} has no plan.`);
    let { planned } = plan;
    if (plan.previewFor.length > 0) {
      planned = await runner.plan(stack, { progress: step });
      refuseBreaches(stack, planned);
      if (!allowUnseenDestruction) refuseUnseenDestruction(plan, planned);
    }
    if (planned.changes) await applyTakingOver(runner, stack, planned, step);
    return [planned, describeDone(planned)];
  });
}

const done: Partial<Record<Action, string>> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "destroyed",
  move: "moved",
  import: "imported",
  forget: "forgotten",
};

/** "3 created, 1 replaced". */
function describeDone({ summary }: PlannedStack): string {
  const words = Object.entries(done)
    .map(([action, word]) => [summary.counts[action as Action], word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`);
  return words.length === 0 ? "no changes" : words.join(", ");
}

function refuseBreaches(stack: DeployableStack, planned: PlannedStack): void {
  const breaches = planned.plan ? blocking(checkPlan(stack, planned.plan)) : [];
  if (breaches.length === 0) return;
  throw new UserError(
    `Guardrails forbid the plan of "${stack.name}" that was made after its producers were deployed.`,
    breaches.map(describeFinding),
  );
}

function refuseUnseenDestruction(preview: StackPlan, planned: PlannedStack): void {
  const destroys = ({ action }: ResourceChange): boolean => action === "delete" || action === "replace";
  const shown = new Set(preview.planned.summary.changes.filter(destroys).map(({ address }) => address));
  const unseen = planned.summary.changes.filter((change) => destroys(change) && !shown.has(change.address));
  if (unseen.length === 0) return;
  throw new UserError(
    `The plan of "${preview.stack.name}" now destroys or replaces what its preview did not show: ${unseen
      .map(({ address }) => address)
      .join(", ")}. Nothing of it was applied; run the command again and look at the plan.`,
  );
}
