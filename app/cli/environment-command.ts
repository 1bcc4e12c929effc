import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import type { StepOptions } from "../deployment/each-stack";
import type { OpenEnvironment } from "../deployment/open-environment";
import { Interrupted } from "../terraform/driver";
import { TerraformFailure } from "../terraform/failures";
import type { Outcome } from "../terraform/waves";
import { UserError } from "../user-error";
import { ExitWith } from "./command-line";
import {
  type BinaryChoice,
  binaryOption,
  type EnvironmentFolder,
  environmentFolderOption,
} from "./environment-options";
import { exitCodes, InterruptedRun } from "./failure";
import { finishingTerraform, handleInterruption } from "./interruption";
import { confirmed, type Terminal } from "./terminal";

/** Options of every command that works on one environment with terraform. */
export interface EnvironmentCommandOptions extends EnvironmentFolder, BinaryChoice {
  readonly parallel: number;
}

/** Adds what plan, deploy, destroy and bootstrap share. */
export function forEnvironment(command: Command): Command {
  return command
    .addArgument(new Argument("<env>", "environment, e.g. dev"))
    .addOption(binaryOption())
    .addOption(environmentFolderOption())
    .addOption(
      new Option("--parallel <count>", "stacks that are worked on at once").default(4).argParser(readCount),
    );
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 32) {
    throw new InvalidArgumentError("Name a whole number from 1 to 32.");
  }
  return count;
}

/** An open environment, and what its steps need. */
export interface OpenCommand {
  readonly opened: OpenEnvironment;
  readonly steps: StepOptions;
  readonly signal: AbortSignal;
}

/** Opens an environment, runs the work, and gives everything back; Ctrl-C ends with 130. */
export async function withEnvironment(
  terminal: Terminal,
  environment: string,
  options: EnvironmentCommandOptions,
  work: (command: OpenCommand) => Promise<void>,
): Promise<void> {
  const { openEnvironment } = await import("../deployment/open-environment");
  const { progressFor } = await import("../terraform/live-progress");
  const interruption = handleInterruption(terminal.stderr, finishingTerraform);
  const { signal, insist } = interruption;
  try {
    const opened = await openEnvironment({
      environment,
      variables: terminal.variables,
      signal,
      insist,
      ...(options.envDir !== undefined && { directory: options.envDir }),
      ...(options.binary !== undefined && { binary: options.binary }),
    });
    try {
      const steps: StepOptions = {
        graph: opened.estate,
        runner: opened.runner,
        progress: progressFor(terminal.stdout, terminal.variables),
        limit: options.parallel,
      };
      await work({ opened, steps, signal });
    } finally {
      opened.close();
    }
  } finally {
    interruption.release();
  }
}

/**
 * Asks before a change.
 * @throws ExitWith when the answer is no, or Ctrl-C
 */
export async function askFirst(terminal: Terminal, question: string, signal: AbortSignal): Promise<void> {
  if (await confirmed(terminal, question, signal)) return;
  terminal.stdout.write("Nothing was changed.\n");
  throw new ExitWith(signal.aborted ? exitCodes.interrupted : exitCodes.refused);
}

/**
 * The results of a step, when every stack ended well.
 * @throws UserError with the first cause (InterruptedRun when that is the user's Ctrl-C), else ExitWith when the user
 * interrupted the step between two commands
 */
export function resultsOf<Result>(outcomes: readonly Outcome<Result>[], signal: AbortSignal): Result[] {
  const failures = outcomes.flatMap((outcome) => (outcome.state === "failed" ? [outcome] : []));
  const first = failures[0];
  if (first !== undefined) {
    if (!(first.error instanceof UserError)) throw first.error;
    const others = failures.slice(1).map(({ stack, error }) => `${stack}: ${error.message}`);
    const Kind = failures.every(({ error }) => isInterruption(error)) ? InterruptedRun : UserError;
    throw new Kind(first.error.message, [...first.error.details, ...others], { cause: first.error });
  }
  if (signal.aborted || outcomes.some(({ state }) => state === "not-run"))
    throw new ExitWith(exitCodes.interrupted);
  return outcomes.flatMap((outcome) => (outcome.state === "done" ? [outcome.result] : []));
}

function isInterruption(error: Error): boolean {
  return error instanceof Interrupted || (error instanceof TerraformFailure && error.failed.interrupted);
}
