import type { Command } from "commander";
import { ExitWith } from "./command-line";
import {
  type EnvironmentCommandOptions,
  forEnvironment,
  resultsOf,
  withEnvironment,
} from "./environment-command";
import { exitCodes } from "./failure";
import { confirmed, type Terminal } from "./terminal";

interface BootstrapCommandOptions extends EnvironmentCommandOptions {
  readonly autoApprove?: boolean;
}

export function addBootstrap(program: Command, terminal: Terminal): void {
  forEnvironment(program.command("bootstrap"))
    .option("--auto-approve", "do not ask before the first change")
    .description("create or change the account's state bucket and deploy roles; repeatable, resumable")
    .addHelpText("after", examples)
    .action(async (environment: string, options: BootstrapCommandOptions) => {
      await withEnvironment(terminal, environment, options, async ({ opened, steps, signal }) => {
        const { eachStack } = await import("../deployment/each-stack");
        const { bootstrapFolder } = await import("../deployment/open-environment");
        const { bootstrapAccount } = await import("../terraform/bootstrap");
        const { printSummary } = await import("./plan-report");
        const { PlainProgress } = await import("../terraform/progress");
        const { bootstrap: stack, runner } = opened;
        // The question comes in the middle of the step, where live lines would paint over it.
        const progress = options.autoApprove === true ? steps.progress : new PlainProgress(terminal.stdout);
        const outcomes = await eachStack(
          { ...steps, progress },
          "Bootstrap",
          "create",
          [stack],
          async (_, step) => {
            const result = await bootstrapAccount({
              ...runner.options,
              stack,
              localFolder: bootstrapFolder(terminal.variables, stack.account),
              progress: step,
              approve: async (_plan, summary) => {
                if (options.autoApprove === true) return true;
                printSummary(terminal, summary);
                return confirmed(
                  terminal,
                  `Apply this to account ${stack.account.id} (${stack.account.name})?`,
                  signal,
                );
              },
            });
            return [result, result.text];
          },
        );
        const [result] = resultsOf(outcomes, signal);
        if (result?.outcome === "declined") {
          terminal.stdout.write("Nothing was changed.\n");
          throw new ExitWith(exitCodes.refused);
        }
        terminal.stdout.write(`\nThe account is ready: npx drydock plan ${environment}\n`);
      });
    });
}

const examples = `
Use credentials of an administrator of the account: the deploy roles that everything else uses are made here.
After an interruption run it again on the same machine.

Examples:
  npx drydock bootstrap dev
  npx drydock bootstrap prod --auto-approve
`;
