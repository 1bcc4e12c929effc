import { lifetimeOf } from "../naming";
import type { PlannedStack } from "../terraform/stack-runner";
import type { Outcome } from "../terraform/waves";
import { UserError } from "../user-error";
import { type DeployableStack, eachStack, type StepOptions } from "./each-stack";

/**
 * Refuses what a destroy must never take: stacks that survive a rebuild, and stacks that others still build on.
 * @param selected what the user named; the environment's disposable stacks when he named none
 * @throws UserError
 */
export function refuseProtectedStacks(
  selected: readonly DeployableStack[],
  graph: readonly DeployableStack[],
): void {
  for (const { name } of selected) {
    const lifetime = lifetimeOf(name);
    if (lifetime === "disposable") continue;
    throw new UserError(
      lifetime === "keep"
        ? `"${name}" holds what must survive a rebuild, so drydock does not destroy it.`
        : `"${name}" holds the state bucket and the deploy roles of the whole account, so drydock does not destroy it.`,
      ['docs/operations.md, "Giving an environment up", says how it is taken down by hand.'],
    );
  }
  const names = new Set(selected.map(({ name }) => name));
  for (const { name, dependsOn } of graph) {
    const needed = dependsOn.find((producer) => names.has(producer));
    if (needed === undefined || names.has(name) || lifetimeOf(name) !== "disposable") continue;
    throw new UserError(`"${name}" is built on "${needed}": name it too, so that it goes first.`);
  }
}

/** Plans what a destroy would take; changes nothing. */
export function planDestruction(
  options: StepOptions,
  stacks: readonly DeployableStack[],
): Promise<Outcome<PlannedStack>[]> {
  return eachStack(options, "Planning the destruction", "destroy", stacks, async (stack, step) => {
    const planned = await options.runner.plan(stack, { destroy: true, progress: step });
    return [planned, planned.changes ? `${planned.summary.counts.delete} to destroy` : "nothing to destroy"];
  });
}

/** Applies plans of planDestruction, dependants first. */
export function destroyStacks(
  options: StepOptions,
  stacks: readonly DeployableStack[],
  plans: readonly PlannedStack[],
): Promise<Outcome<PlannedStack>[]> {
  const planByStack = new Map(plans.map((planned) => [planned.stack, planned]));
  return eachStack(options, "Destroying", "destroy", stacks, async (stack, step) => {
    const planned = planByStack.get(stack.name);
    if (!planned) throw new Error(`${stack.name} has no plan.`);
    if (planned.changes) await options.runner.apply(stack, planned, step);
    return [planned, planned.changes ? `${planned.summary.counts.delete} destroyed` : "nothing to destroy"];
  });
}
