import { Command } from "commander";
import { unknownName } from "../user-error";
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
    .helpCommand("help [command]", "the help of one command")
    .addHelpText("after", overview);
  for (const add of commands) add(program, terminal);
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
    return reportFailure(error, terminal);
  }
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
      if (name !== undefined) {
        throw unknownName(
          "command",
          name,
          group.commands.map((command) => command.name()),
        );
      }
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
