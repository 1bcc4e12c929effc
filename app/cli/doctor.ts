import type { Command } from "commander";
import { ExitWith } from "./command-line";
import { type BinaryChoice, binaryOption } from "./environment-options";
import { exitCodes } from "./failure";
import { colorsFor, type Terminal } from "./terminal";

export function addDoctor(program: Command, terminal: Terminal): void {
  program
    .command("doctor")
    .description(
      "say what this machine has, what is missing and how to get it; exit code 1 when a need is not met",
    )
    .addOption(binaryOption())
    .addHelpText(
      "after",
      "\nExamples:\n  npx drydock doctor\n  npx drydock doctor --binary /opt/tofu/bin/tofu\n",
    )
    .action(async (options: BinaryChoice) => {
      const { examine } = await import("../setup/examination");
      const findings = await examine({
        variables: terminal.variables,
        ...(options.binary !== undefined && { binary: options.binary }),
      });
      const colors = colorsFor(terminal.stdout, terminal.variables);
      const words = {
        good: colors.green("good   "),
        optional: colors.yellow("missing"),
        bad: colors.red("BAD    "),
      };
      for (const { state, subject, sentence, remedy } of findings) {
        terminal.stdout.write(`${words[state]}  ${subject}: ${sentence}\n`);
        if (remedy !== undefined) terminal.stdout.write(`         ${remedy}\n`);
      }
      const bad = findings.filter(({ state }) => state === "bad").length;
      const missing = findings.filter(({ state }) => state === "optional").length;
      const closing =
        bad > 0
          ? `${bad} to put right before drydock can work here.`
          : missing > 0
            ? "Everything that a rehearsal needs is here; what is missing is needed only for what its line says."
            : "Everything is here.";
      terminal.stdout.write(`\n${closing}\n`);
      if (bad > 0) throw new ExitWith(exitCodes.refused);
    });
}
