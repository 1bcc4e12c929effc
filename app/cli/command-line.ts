import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import { repositoryRoot } from "../repository";
import { unknownName, type UserError } from "../user-error";
import { MissingEnvironment, namingEnvironments } from "./environment-options";
import { exitCodes, reportFailure, unknownOption, usageError } from "./failure";
import type { Terminal } from "./terminal";

/** Adds one command to the program. Its file loads what it needs when the command runs, so that help is fast. */
export type AddCommand = (program: Command, terminal: Terminal) => void;

/** Thrown by a command that has reported what is wrong and only sets the exit code. */
export class ExitWith extends Error {
  constructor(readonly code: number) {
    super(`exit code ${code}`);
  }
}

/** The program with all its commands. */
export function buildProgram(terminal: Terminal, commands: readonly AddCommand[]): Command {
  const program = new Command("drydock")
    .description(
      "Declares a trading and machine-learning estate on AWS and Kubernetes, and rehearses it with the real terraform.",
    )
    .usage("COMMAND [ARGUMENTS]")
    .version(versionOfDrydock(), "--version", "the version of drydock")
    .helpCommand(false)
    .addHelpText("after", overview);
  for (const add of commands) add(program, terminal);
  addHelp(program);
  namingItsCommands(program, () => program.outputHelp());
  speakInSentences(program, terminal);
  return program;
}

/**
 * Runs one command line.
 * @param argv what follows `drydock`
 * @returns exit code: 0 done, 1 something to put right, 70 a defect, 130 interrupted
 */
export async function runCommandLine(
  argv: readonly string[],
  terminal: Terminal,
  commands: readonly AddCommand[],
): Promise<number> {
  try {
    await buildProgram(terminal, commands).parseAsync([...argv], { from: "user" });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof ExitWith) return error.code;
    return reportFailure(
      error instanceof MissingEnvironment ? await namingEnvironments(error) : error,
      terminal,
    );
  }
}

/** Our own `help`: commander's shows the overview for a name that it does not know. */
function addHelp(program: Command): void {
  program
    .command("help")
    .argument("[command...]", "its name, e.g. plan or environments check")
    .description("the help of one command")
    .action((names: string[]) => {
      let command = program;
      for (const name of names) {
        const found = command.commands.find((candidate) => candidate.name() === name);
        if (found === undefined) throw unknownCommand(name, command);
        command = found;
      }
      command.outputHelp();
    });
}

function unknownCommand(name: string, group: Command): UserError {
  return unknownName(
    "command",
    name,
    group.commands.map((command) => command.name()),
  );
}

function versionOfDrydock(): string {
  const file = path.join(repositoryRoot, "package.json");
  return (JSON.parse(fs.readFileSync(file, "utf8")) as { version: string }).version;
}

/**
 * A command that only holds others: alone it does `otherwise`, and with a name that none of them has it answers
 * with the closest.
 */
export function namingItsCommands(group: Command, otherwise: () => unknown): void {
  group
    .argument("[command]")
    // Else an option of a command that does not exist would be reported in place of the command.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      const name = group.args.find((argument) => !argument.startsWith("-"));
      if (name !== undefined) throw unknownCommand(name, group);
      const [option] = group.args;
      if (option !== undefined) throw unknownOption(option, group);
      await otherwise();
    });
}

/** Output to the terminal; mistakes as errors that carry a sentence, instead of commander's own lines. */
function speakInSentences(command: Command, terminal: Terminal): void {
  const width = Math.min(terminal.stdout.columns ?? 100, 110);
  command
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showSuggestionAfterError(false)
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : usageError(error, command);
    });
  for (const subcommand of command.commands) speakInSentences(subcommand, terminal);
}

const overview = `
Without a cloud account:
  npx drydock doctor                what this machine has, and what is missing
  npx drydock rehearse              create, verify, drift, destroy and recreate every environment, simulated
  npx drydock simulate dev          a simulated cloud for terraform, tofu, cdktf and the commands below

With an account, or with a simulated cloud attached:
  npx drydock bootstrap dev         state bucket and deploy roles of the account, once
  npx drydock plan dev              what would change
  npx drydock deploy dev            change it

Exit codes: 0 done, 1 something to put right (a sentence says what), 70 a defect of drydock, 130 interrupted.
`;
