import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Command, CommanderError } from "commander";
import { repositoryRoot } from "../repository";
import { unknownName, UserError } from "../user-error";
import { type EnvironmentFolder, MissingEnvironment } from "./environment-options";
import { colorsFor, type Terminal } from "./terminal";

/** Exit codes of every command. */
export const exitCodes = {
  done: 0,
  /** The user, the cloud or the estate has to be put right; a sentence says what. */
  refused: 1,
  /** A defect of drydock (EX_SOFTWARE of sysexits.h). */
  defect: 70,
  /** Ctrl-C (128 + SIGINT). */
  interrupted: 130,
} as const;

/** A failure that is the user's own doing: Ctrl-C. */
export class InterruptedRun extends UserError {}

/**
 * Prints a failure the way a user can act on and says what the process exits with: a sentence and its details; for
 * a defect one sentence and where the trace is.
 */
export function reportFailure(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
  const known = asUserError(error);
  const colors = colorsFor(terminal.stderr, terminal.variables);
  if (known) {
    terminal.stderr.write(`${colors.red("Error:")} ${known.message}\n`);
    for (const detail of known.details) terminal.stderr.write(`  ${detail}\n`);
    return known instanceof InterruptedRun ? exitCodes.interrupted : exitCodes.refused;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.stderr.write(
    `${colors.red("Error:")} drydock itself failed (${firstLine(trace)}); ${keepTrace(trace)}\n`,
  );
  return exitCodes.defect;
}

/** Errors of the machine that a user can mend, as sentences. */
function asUserError(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  if (!(error instanceof Error)) return undefined;
  const { code, path: file } = error as NodeJS.ErrnoException;
  const where = file === undefined ? "" : ` (${file})`;
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return new UserError(`The disk is full${where}. Make room and run the command again.`);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new UserError(`There is no permission to write or read${where}: ${error.message}.`);
    case "EMFILE":
    case "ENFILE":
      return new UserError("Too many files are open. Raise the limit (ulimit -n) and run the command again.");
    default:
      return undefined;
  }
}

/** A mistake on the command line as a sentence, with the closest name that exists. */
export function usageError(error: CommanderError, command: Command): UserError {
  const message = error.message.replace(/^error: /, "").split("\n")[0] ?? error.message;
  if (error.code === "commander.unknownOption") {
    return unknownOption(/'([^']+)'/.exec(message)?.[1] ?? message, command);
  }
  if (error.code === "commander.missingArgument" && message.includes("'env'")) {
    return new MissingEnvironment(command.opts<EnvironmentFolder>(), [helpOf(command)]);
  }
  return new UserError(`${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.+$/, "")}.`, [
    helpOf(command),
  ]);
}

/** The answer to an option that a command does not have. */
export function unknownOption(option: string, command: Command): UserError {
  const known = command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long }) => long ?? []);
  const { message, details } = unknownName("option", option, known);
  return new UserError(message, [...details, helpOf(command)]);
}

function helpOf(command: Command): string {
  return `Help: npx drydock ${pathOf(command)}--help`;
}

/** "environments check ": the words that lead to a command. */
function pathOf(command: Command): string {
  return command.parent === null ? "" : `${pathOf(command.parent)}${command.name()} `;
}

function keepTrace(trace: string): string {
  const file = path.join(repositoryRoot, ".drydock", "logs", `defect-${process.pid}.log`);
  for (const candidate of [file, path.join(os.tmpdir(), `drydock-defect-${process.pid}.log`)]) {
    try {
      fs.mkdirSync(path.dirname(candidate), { recursive: true });
      fs.writeFileSync(candidate, `${trace}\n`);
      return `the trace is in ${candidate}: please report it.`;
    } catch {
      // A full disk or a read-only checkout: the next place, or no file at all.
    }
  }
  return `please report it with this trace:\n${trace}`;
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text;
}
