import * as fs from "node:fs";
import * as os from "node:os";

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

/** What runs where a lock may come from; a test states its own. */
export interface Here {
  /** "user@host" as terraform writes it. */
  readonly who: string | undefined;
  /** Whether a terraform or tofu runs on this machine; undefined where that cannot be seen. */
  readonly running: boolean | undefined;
}

/** This machine, now. */
export function here(): Here {
  return { who: userAtHost(), running: runningHere() };
}

/**
 * Says who holds a lock, and what to do: wait, or release what a killed process of this user left behind.
 * @param release the command that releases it, from the stack's folder
 */
export function explainStateLock(
  stack: string,
  lock: StateLock | undefined,
  release: (id: string) => string,
  { who, running }: Here,
): { sentence: string; details: string[] } {
  const holder = [
    lock?.who && `by ${lock.who}`,
    lock?.since && `since ${lock.since}`,
    lock?.operation && `(${lock.operation})`,
  ].filter(Boolean);
  const locked = `The state of "${stack}" is locked ${holder.join(" ") || "by another process"}`;
  if (lock === undefined) return { sentence: `${locked}. Wait until that run ends.`, details: [] };
  const isOurs = who !== undefined && lock.who === who;
  if (isOurs && running === false) {
    return {
      sentence: `${locked}, by a process of yours on this machine that no longer runs.`,
      details: [`No terraform or tofu is at work here. To release the lock: ${release(lock.id)}`],
    };
  }
  const ifGone = `If it is gone: ${release(lock.id)}`;
  if (!isOurs) return { sentence: `${locked}. Wait until that run ends.`, details: [ifGone] };
  return {
    sentence: `${locked}, by a process of yours on this machine.`,
    details: ["While it runs (pgrep -l 'terraform|tofu' lists it), wait until it ends.", ifGone],
  };
}

function userAtHost(): string | undefined {
  try {
    return `${os.userInfo().username}@${os.hostname()}`;
  } catch {
    // A user id without an entry, as containers have.
    return undefined;
  }
}

/** Linux shows its processes as files; elsewhere the user is told how to look. */
function runningHere(): boolean | undefined {
  let processes: string[];
  try {
    processes = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return undefined;
  }
  if (processes.length === 0) return undefined;
  return processes.some((id) => /terraform|tofu/.test(nameOf(id)));
}

function nameOf(id: string): string {
  try {
    return fs.readFileSync(`/proc/${id}/comm`, "utf8");
  } catch {
    // It has just ended.
    return "";
  }
}
