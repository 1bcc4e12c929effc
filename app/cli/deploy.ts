import * as path from "node:path";
import type { Command } from "commander";
import type { StackPlan } from "../deployment/plan-stacks";
import { UserError } from "../user-error";
import {
  askFirst,
  type EnvironmentCommandOptions,
  forEnvironment,
  type OpenCommand,
  resultsOf,
  withEnvironment,
} from "./environment-command";
import type { Terminal } from "./terminal";

interface DeployCommandOptions extends EnvironmentCommandOptions {
  readonly autoApprove?: boolean;
  readonly plans?: string;
}

export function addDeploy(program: Command, terminal: Terminal): void {
  forEnvironment(program.command("deploy"))
    .argument("[stacks...]", "stacks to deploy, by name or pattern (quoted); default: all of the environment")
    .option("--auto-approve", "do not ask before the first change")
    .option("--plans <folder>", "apply exactly the plans of `plan --out`")
    .description("plan, show, ask, and apply wave by wave")
    .addHelpText("after", examples)
    .action(async (environment: string, patterns: string[], options: DeployCommandOptions) => {
      await withEnvironment(terminal, environment, options, async (command) => {
        const { applyStacks } = await import("../deployment/apply-stacks");
        const { printPlans } = await import("./plan-report");
        const [plans, steps] =
          options.plans === undefined
            ? await planNow(command, patterns)
            : await planSaved(command, environment, patterns, path.resolve(options.plans));
        printPlans(terminal, plans);
        await refuseBreaches(plans);
        refuseMissingProducers(environment, plans);
        if (plans.every(({ planned }) => !planned.changes)) {
          terminal.stdout.write("\nThere is nothing to deploy.\n");
          return;
        }
        if (options.autoApprove !== true) {
          await askFirst(terminal, `Deploy these changes to ${environment}?`, command.signal);
        }
        resultsOf(await applyStacks(steps, plans, options.autoApprove === true), command.signal);
        terminal.stdout.write(`\n${environment} is deployed.\n`);
      });
    });
}

type Planned = readonly [plans: StackPlan[], steps: OpenCommand["steps"]];

async function planNow(
  { opened, steps, signal }: OpenCommand,
  patterns: readonly string[],
): Promise<Planned> {
  const { planStacks } = await import("../deployment/plan-stacks");
  const { requireLockedImages } = await import("../images/require-locked");
  const { selectStacks } = await import("../terraform/selection");
  const stacks = selectStacks(opened.stacks, patterns);
  requireLockedImages(opened.environment, stacks, opened.simulated);
  return [resultsOf(await planStacks(steps, stacks), signal), steps];
}

async function planSaved(
  { opened, steps }: OpenCommand,
  environment: string,
  patterns: readonly string[],
  folder: string,
): Promise<Planned> {
  const { restorePlans } = await import("../deployment/saved-plans");
  const { requireLockedImages } = await import("../images/require-locked");
  const { selectStacks } = await import("../terraform/selection");
  const { plans, graph } = await restorePlans(folder, environment, opened.runner, (stacks) =>
    selectStacks(stacks, patterns),
  );
  requireLockedImages(
    opened.environment,
    plans.map(({ stack }) => stack),
    opened.simulated,
  );
  return [plans, { ...steps, graph }];
}

async function refuseBreaches(plans: readonly StackPlan[]): Promise<void> {
  const { blocking } = await import("../../policies/guardrails/finding");
  const breaches = plans.flatMap(({ findings }) => blocking(findings));
  if (breaches.length === 0) return;
  throw new UserError(
    `Guardrails forbid this deployment; the findings stand above, ${breaches.length} in all. Nothing was changed.`,
  );
}

/** A preview becomes a plan once the stacks before it are deployed: here or earlier, not later. */
function refuseMissingProducers(environment: string, plans: readonly StackPlan[]): void {
  const names = plans.map(({ stack }) => stack.name);
  for (const { stack, previewFor } of plans) {
    const missing = previewFor.filter((name) => !names.includes(name));
    if (missing.length === 0) continue;
    throw new UserError(
      `"${stack.name}" reads what ${missing.map((name) => `"${name}"`).join(" and ")} exports, and that is not deployed. Nothing was changed.`,
      [`Deploy both: npx drydock deploy ${environment} ${[...missing, ...names].join(" ")}`],
    );
  }
}

const examples = `
Refused: a change that replaces or destroys what must survive, a stack with an override file beside it, a saved
plan that its state has outrun; in staging and production images that are not locked (\`drydock images\`).

Examples:
  npx drydock deploy dev
  npx drydock deploy dev 'dev-*' --auto-approve
  npx drydock plan prod --out plans/prod && npx drydock deploy prod --plans plans/prod
`;
