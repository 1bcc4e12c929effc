import type { Binary } from "./binary";
import { runChild } from "./child-process";
import { readStateLock } from "./state-lock";
import type { Variables } from "./variables";

/** How long a backend is asked, in milliseconds. */
const patience = 20_000;

/**
 * The id of the lock that a killed command has left, if it has. Asked for by releasing a lock of another id, which the
 * S3 backend refuses with the lock that there is; every other command that tells would take the lock itself.
 * @param directory of the stack, initialized
 */
export async function lockLeftBehind(
  directory: string,
  { path, kind }: Binary,
  variables: Variables,
  logFile: string,
): Promise<{ readonly id: string; readonly program: string } | undefined> {
  const finished = await runChild({
    program: path,
    arguments: ["force-unlock", "-force", "-no-color", "none"],
    directory,
    variables,
    logFile,
    signal: AbortSignal.timeout(patience),
  });
  const lock = finished.code === 0 ? undefined : readStateLock(finished.stderr);
  return lock && { id: lock.id, program: kind };
}
