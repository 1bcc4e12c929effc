import type { Environment } from "../environments/schema";
import type { EnvironmentRegistry } from "../images/environment-registry";
import type { ImageOutcome } from "../images/each-image";
import type { Progress } from "../terraform/progress";
import { UserError } from "../user-error";
import { ExitWith } from "./command-line";
import { type EnvironmentFolder, loadOptions } from "./environment-options";
import { exitCodes } from "./failure";
import { handleInterruption } from "./interruption";
import type { Terminal } from "./terminal";

/** An environment with the lock that counts for this shell. @throws UserError for an unknown one */
export async function environmentFor(
  terminal: Terminal,
  name: string,
  options: EnvironmentFolder,
): Promise<Environment> {
  const { loadEnvironments } = await import("../environments/load");
  const { lockFolder } = await import("../images/lock-folder");
  const [environment] = loadEnvironments({
    ...loadOptions(options),
    names: [name],
    imageLocks: lockFolder(terminal.variables, options.envDir),
  });
  if (!environment) throw new Error(`${name} was not loaded.`);
  return environment;
}

/** What a command that talks to a registry works with. */
export interface RegistryCommand {
  readonly environment: Environment;
  readonly registry: EnvironmentRegistry;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Opens an environment's registry, runs the work, and ends with 130 after Ctrl-C. */
export async function withRegistry(
  terminal: Terminal,
  name: string,
  options: EnvironmentFolder,
  work: (command: RegistryCommand) => Promise<void>,
): Promise<void> {
  const environment = await environmentFor(terminal, name, options);
  const { openRegistry } = await import("../images/environment-registry");
  const { progressFor } = await import("../terraform/live-progress");
  const interruption = handleInterruption(terminal.stderr, "Stopping: what is on its way is given up.");
  try {
    await work({
      environment,
      registry: await openRegistry(environment, terminal.variables),
      progress: progressFor(terminal.stdout, terminal.variables),
      signal: interruption.signal,
    });
  } finally {
    interruption.release();
  }
}

/** @throws UserError with the first cause, and what became of the others; ExitWith after Ctrl-C */
export function requireAllDone(outcomes: readonly ImageOutcome[], signal: AbortSignal): void {
  if (signal.aborted) throw new ExitWith(exitCodes.interrupted);
  const failures = outcomes.flatMap((outcome) => (outcome.state === "failed" ? [outcome] : []));
  const [first, ...others] = failures;
  if (first === undefined) return;
  if (!(first.error instanceof UserError)) throw first.error;
  throw new UserError(
    `${first.image}: ${first.error.message}`,
    [...first.error.details, ...others.map(({ image, error }) => `${image}: ${error.message}`)],
    { cause: first.error },
  );
}
