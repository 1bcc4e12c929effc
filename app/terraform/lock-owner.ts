import * as os from "node:os";
import { runningTerraform, type RunningTerraform, type StateLocation } from "./running-terraform";
import type { StateLock } from "./state-lock";

/** What can be known, from this machine, of the process that holds a lock. */
export type LockOwner =
  /** It does not run any more: nothing that runs here can be the one that took the lock. */
  | { readonly kind: "gone" }
  /** It runs here, on this very state. */
  | { readonly kind: "at-work"; readonly pid: number }
  /** Whether it runs cannot be told: `because` ends the sentence "Whether its owner still runs is unknown: …". */
  | { readonly kind: "unknown"; readonly because: string };

/** What runs where a lock may come from; a test states its own. */
export interface Here {
  /** "user@host" as terraform writes it; undefined for a user id without an entry, as containers have. */
  readonly who: string | undefined;
  /** undefined where processes cannot be seen. */
  readonly processes: readonly RunningTerraform[] | undefined;
  /** The simulated cloud that this command is attached to, "" for a real one. @default - not compared */
  readonly attachedTo?: string;
}

/** This machine, now. */
export function here(variables?: NodeJS.ProcessEnv): Here {
  return {
    who: userAtHost(),
    processes: runningTerraform(),
    ...(variables && { attachedTo: variables["TF_REATTACH_PROVIDERS"] ?? "" }),
  };
}

/** A lock's time has more digits than a process's; both are of this machine's clock. */
const TOLERANCE_MS = 2000;

/**
 * Judges the owner of a lock. Terraform writes user and host into a lock and no process id; so on the machine that it
 * names the owner is gone when every terraform and tofu of that user that is old enough to hold the lock works on
 * another state, or on another cloud.
 * @param state that is locked; undefined: any process may hold it
 */
export function ownerOf(lock: StateLock, state: StateLocation | undefined, seen: Here): LockOwner {
  if (seen.who === undefined || lock.who !== seen.who) {
    const us = seen.who ?? "a user without a name";
    return { kind: "unknown", because: `it is not of ${us}, and the processes of others are not seen here` };
  }
  if (seen.processes === undefined) {
    return { kind: "unknown", because: "this system does not show its processes" };
  }
  const createdMs = lock.since === undefined ? Number.NaN : Date.parse(lock.since.replace(" UTC", "Z"));
  const candidates = seen.processes.filter(
    (process) =>
      !(process.startedMs !== undefined && process.startedMs > createdMs + TOLERANCE_MS) &&
      !(
        seen.attachedTo !== undefined &&
        process.attachedTo !== undefined &&
        process.attachedTo !== seen.attachedTo
      ) &&
      !(state && process.state && !isSame(process.state, state)),
  );
  const certain = candidates.find((process) => state && process.state);
  if (certain) return { kind: "at-work", pid: certain.pid };
  const [possible] = candidates;
  if (!possible) return { kind: "gone" };
  return { kind: "unknown", because: `process ${possible.pid} on this machine may be it` };
}

function isSame(one: StateLocation | "elsewhere", other: StateLocation): boolean {
  return one !== "elsewhere" && one.bucket === other.bucket && one.key === other.key;
}

function userAtHost(): string | undefined {
  try {
    return `${os.userInfo().username}@${os.hostname()}`;
  } catch {
    return undefined;
  }
}
