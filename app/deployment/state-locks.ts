import { type Here, here, type LockOwner, ownerOf } from "../terraform/lock-owner";
import { holderOf, type StateLock } from "../terraform/state-lock";
import type { Outcome } from "../terraform/waves";
import { UserError } from "../user-error";
import { type DeployableStack, eachStack, type StepOptions } from "./each-stack";

/** A state that somebody holds. */
export interface LockedState {
  readonly stack: DeployableStack;
  readonly lock: StateLock;
  readonly owner: LockOwner;
}

/**
 * Looks which states are locked, and by whom; changes nothing.
 * @returns one outcome a stack; undefined when its state is free
 */
export function findLocks(
  options: StepOptions,
  stacks: readonly DeployableStack[],
  seen: Here = here(options.runner.options.variables),
): Promise<Outcome<LockedState | undefined>[]> {
  return eachStack(options, "Looking for locks", "side by side", stacks, async (stack, step) => {
    const terraform = await options.runner.ready(stack, step);
    step.update(stack.name, "asking for its lock");
    const lock = await terraform.heldLock();
    if (!lock) return [undefined, "not locked"];
    return [{ stack, lock, owner: ownerOf(lock, stack.backend, seen) }, `locked ${holderOf(lock)}`.trim()];
  });
}

/**
 * Releases locks, each only if it is still the one that was seen: a lock that somebody has taken in the meantime stays.
 * @returns one outcome a stack
 */
export function releaseLocks(
  options: StepOptions,
  locks: readonly LockedState[],
): Promise<Outcome<LockedState>[]> {
  const locksByStack = new Map(locks.map((locked) => [locked.stack.name, locked]));
  const stacks = locks.map(({ stack }) => stack);
  return eachStack(options, "Releasing locks", "side by side", stacks, async (stack) => {
    const locked = locksByStack.get(stack.name);
    if (!locked) throw new Error(`${stack.name} has no lock.`);
    const terraform = await options.runner.ready(stack);
    try {
      await terraform.releaseLock(locked.lock.id);
    } catch (error) {
      await explainChange(locked, () => terraform.heldLock(), error);
    }
    return [locked, "released"];
  });
}

/** The lock may have been released, or taken by the next run, since it was seen; neither is terraform's failure. */
async function explainChange(
  { stack, lock }: LockedState,
  ask: () => Promise<StateLock | undefined>,
  error: unknown,
): Promise<void> {
  const now = await ask().catch(() => lock);
  if (now === undefined) return;
  if (now.id === lock.id) throw error;
  throw new UserError(
    `The state of "${stack.name}" is locked ${holderOf(now)} by now: another run has begun, and its lock stays.`,
  );
}
