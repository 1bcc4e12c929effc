import type { Command } from "commander";
import {
  askFirst,
  type EnvironmentCommandOptions,
  forEnvironment,
  resultsOf,
  withEnvironment,
} from "./environment-command";
import type { Terminal } from "./terminal";

interface DestroyCommandOptions extends EnvironmentCommandOptions {
  readonly autoApprove?: boolean;
  readonly despiteObstacles?: boolean;
}

export function addDestroy(program: Command, terminal: Terminal): void {
  forEnvironment(program.command("destroy"))
    .argument("[stacks...]", "stacks to destroy, by name or pattern (quoted); default: all disposable ones")
    .option("--despite-obstacles", "do not look first for what would stop the destruction half-way")
    .option("--auto-approve", "do not ask before anything is destroyed")
    .description("destroy the disposable stacks of an environment; what must survive a rebuild stays")
    .addHelpText("after", examples)
    .action(async (environment: string, patterns: string[], options: DestroyCommandOptions) => {
      await withEnvironment(terminal, environment, options, async ({ opened, steps, signal }) => {
        const { destroyStacks, planDestruction, refuseProtectedStacks } =
          await import("../deployment/destroy-stacks");
        const { selectStacks } = await import("../terraform/selection");
        const { printSummary } = await import("./plan-report");
        const stacks =
          patterns.length === 0
            ? opened.stacks.filter(({ lifetime }) => lifetime === "disposable")
            : selectStacks([...opened.stacks, opened.bootstrap], patterns);
        refuseProtectedStacks(stacks, opened.estate);
        const plans = resultsOf(await planDestruction(steps, stacks), signal);
        const doomed = plans.filter(({ changes }) => changes);
        if (doomed.length === 0) {
          terminal.stdout.write("\nThere is nothing to destroy.\n");
          return;
        }
        const { findObstacles } = await import("../deployment/obstacles/find-obstacles");
        const { refuseObstacles } = await import("../deployment/obstacles/obstacle");
        if (options.despiteObstacles !== true) refuseObstacles(await findObstacles(steps, doomed));
        for (const { stack, summary } of doomed) {
          terminal.stdout.write(`\n${stack}: ${summary.counts.delete} to destroy\n`);
          printSummary(terminal, summary);
        }
        if (options.autoApprove !== true) {
          await askFirst(terminal, `Destroy all of this in ${environment}?`, signal);
        }
        resultsOf(await destroyStacks(steps, stacks, plans), signal);
        terminal.stdout.write(`\n${doomed.map(({ stack }) => stack).join(", ")} destroyed.\n`);
      });
    });
}

const examples = `
Stacks named keep-… and bootstrap-… are never destroyed by this command. Before anything goes it looks for what AWS
would refuse half-way: objects that are protected against deletion, network interfaces and security groups of others
in a VPC, records of others in a zone, node groups of others in a cluster.

Examples:
  npx drydock destroy dev
  npx drydock destroy dev dev-network --auto-approve
`;
