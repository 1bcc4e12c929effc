import type { LockOwner } from "./lock-owner";

/** Who holds the lock of a state: the fields of terraform's "Lock Info". */
export interface StateLock {
  readonly id: string;
  /** "user@host"; terraform writes no process id. */
  readonly who?: string;
  /** "OperationTypeApply". */
  readonly operation?: string;
  /** "2026-01-05 08:00:00 UTC". */
  readonly since?: string;
}

/** The lock that an error of terraform's describes, in a box or without one. */
export function readStateLock(text: string): StateLock | undefined {
  const field = (name: string): string | undefined =>
    new RegExp(`^[│\\s]*${name}:[ \\t]+(\\S.*)$`, "m").exec(text)?.[1]?.trim();
  const id = field("ID");
  if (id === undefined) return undefined;
  const who = field("Who");
  const operation = field("Operation");
  const since = field("Created")?.replace(/(\.\d+)? \+0000 UTC$/, " UTC");
  return { id, ...(who && { who }), ...(operation && { operation }), ...(since && { since }) };
}

/** "by trader@laptop since 2026-01-05 08:00:00 UTC (OperationTypeApply)"; empty when the lock says nothing of itself. */
export function holderOf(lock: StateLock): string {
  const { who, since, operation } = lock;
  return [who && `by ${who}`, since && `since ${since}`, operation && `(${operation})`]
    .filter(Boolean)
    .join(" ");
}

/**
 * Says who holds a lock, and what to do: wait, or release what a killed process of this user left behind.
 * @param release the command that releases it, from the stack's folder
 */
export function explainStateLock(
  stack: string,
  lock: StateLock | undefined,
  release: (id: string) => string,
  owner: (lock: StateLock) => LockOwner,
): { sentence: string; details: string[] } {
  const locked = `The state of "${stack}" is locked ${(lock && holderOf(lock)) || "by another process"}`;
  if (lock === undefined) return { sentence: `${locked}. Wait until that run ends.`, details: [] };
  const found = owner(lock);
  switch (found.kind) {
    case "gone":
      return {
        sentence: `${locked}, by a process of yours on this machine that no longer runs.`,
        details: [
          `To release the lock: ${release(lock.id)}`,
          "Or: npx drydock unlock ENV, which looks at the owner of every lock first.",
        ],
      };
    case "at-work":
      return {
        sentence: `${locked}, by process ${found.pid} on this machine. Wait until that run ends.`,
        details: [],
      };
    case "unknown":
      return {
        sentence: `${locked}. Wait until that run ends.`,
        details: [
          `Whether it still runs is unknown: ${found.because}.`,
          `If it is gone: ${release(lock.id)}`,
        ],
      };
  }
}
