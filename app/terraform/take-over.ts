import { UserError } from "../user-error";
import { TerraformFailure } from "./failures";
import type { StepProgress } from "./progress";
import type { PlannedStack, StackRunner } from "./stack-runner";
import type { StackFolder } from "./workspace";

/** A stack that notes what may exist before it does: what AWS makes by itself, or what an account has once. */
export interface StackWithImports extends StackFolder {
  /** Address, and the id that `terraform import` takes. */
  readonly importIds?: Readonly<Record<string, string>>;
}

/**
 * Applies a plan. What the stack notes as possibly there, and what is there, is imported; the rest is planned and
 * applied once more.
 * @throws TerraformFailure; UserError when the plan after an import would destroy something, which nobody has seen
 */
export async function applyTakingOver(
  runner: StackRunner,
  stack: StackWithImports,
  planned: PlannedStack,
  progress?: StepProgress,
): Promise<void> {
  try {
    await runner.apply(stack, planned, progress);
  } catch (error) {
    const existing = existingObjects(error, stack.importIds ?? {});
    if (existing.length === 0) throw error;
    const terraform = await runner.ready(stack);
    for (const [address, id] of existing) {
      progress?.update(stack.name, `taking over ${address}`);
      await terraform.import(address, id);
    }
    const rest = await runner.plan(stack, { ...(progress && { progress }) });
    refuseDestruction(stack, rest);
    // Each round imports something that the state did not have, so this ends.
    if (rest.changes) await applyTakingOver(runner, stack, rest, progress);
  }
}

/** What an apply could not create because it is there, of that which may be taken over. */
export function existingObjects(
  error: unknown,
  importIds: Readonly<Record<string, string>>,
): [address: string, id: string][] {
  if (!(error instanceof TerraformFailure)) return [];
  const exists = /has been taken|already exists|AlreadyExists/i;
  return error.failed.diagnostics.flatMap(({ address, summary, detail }) => {
    const id = address === undefined ? undefined : importIds[address];
    return address !== undefined && id !== undefined && exists.test(`${summary} ${detail}`)
      ? [[address, id]]
      : [];
  });
}

function refuseDestruction({ name }: StackFolder, { summary }: PlannedStack): void {
  const destroyed = summary.changes.filter(({ action }) => action === "delete" || action === "replace");
  if (destroyed.length === 0) return;
  throw new UserError(
    `What "${name}" has taken over differs from its configuration so much that terraform would destroy ${destroyed
      .map(({ address }) => address)
      .join(", ")}. Nothing of that was done: plan again, and look at it.`,
  );
}
