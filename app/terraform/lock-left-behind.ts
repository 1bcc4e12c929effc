import type { Binary } from "./binary";
import { type Finished, runChild } from "./child-process";
import { readStateLock, type StateLock } from "./state-lock";
import type { Variables } from "./variables";

/** How long a backend is asked, in milliseconds. */
const patience = 20_000;

/** What a backend answers to the question for a lock. */
export interface LockAnswer {
  /** Undefined when there is none, or when the backend gave no answer. */
  readonly lock?: StateLock;
  /** The backend said that there is no lock. */
  readonly none: boolean;
  /** The command that asked. */
  readonly finished: Finished;
}

/**
 * Asks for the lock of a state by releasing a lock of another id, which the S3 backend refuses with the lock that there
 * is; every other command that tells would take the lock itself.
 * @param directory of the stack, initialized
 */
export async function askForLock(
  directory: string,
  { path }: Binary,
  variables: Variables,
  logFile: string,
): Promise<LockAnswer> {
  const finished = await runChild({
    program: path,
    arguments: ["force-unlock", "-force", "-no-color", "none"],
    directory,
    variables,
    logFile,
    signal: AbortSignal.timeout(patience),
  });
  const lock = finished.code === 0 ? undefined : readStateLock(finished.stderr);
  // A state without a lock has no lock file.
  return { ...(lock && { lock }), none: !lock && /\bNoSuchKey\b/.test(finished.stderr), finished };
}
