import * as path from "node:path";
import type { Command } from "commander";
import type { Finding } from "../../policies/guardrails/finding";
import type { StackPlan } from "../deployment/plan-stacks";
import {
  type EnvironmentCommandOptions,
  forEnvironment,
  resultsOf,
  withEnvironment,
} from "./environment-command";
import { UserError } from "../user-error";
import type { Terminal } from "./terminal";

interface PlanCommandOptions extends EnvironmentCommandOptions {
  readonly out?: string;
}

export function addPlan(program: Command, terminal: Terminal): void {
  forEnvironment(program.command("plan"))
    .argument("[stacks...]", "stacks to plan, by name or pattern (quoted); default: all of the environment")
    .option("--out <folder>", "keep the plans for `deploy --plans`")
    .description("show what a deployment would change, wave by wave; changes nothing")
    .addHelpText("after", examples)
    .action(async (environment: string, patterns: string[], options: PlanCommandOptions) => {
      const { blocking } = await import("../../policies/guardrails/finding");
      const { planStacks } = await import("../deployment/plan-stacks");
      const { requireFolderForPlans, savePlans } = await import("../deployment/saved-plans");
      const { requireLockedImages } = await import("../images/require-locked");
      const { selectStacks } = await import("../terraform/selection");
      const { printAccepted, printFindings, printPlans } = await import("./plan-report");
      const out = options.out === undefined ? undefined : path.resolve(options.out);
      if (out !== undefined) requireFolderForPlans(out);
      await withEnvironment(terminal, environment, options, async ({ opened, steps, signal }) => {
        const stacks = selectStacks(opened.stacks, patterns);
        requireLockedImages(opened.environment, stacks, opened.simulated);
        const ofConfiguration = findingsOn(stacks, opened.findings);
        printFindings(
          terminal,
          ofConfiguration.filter(({ suppression }) => suppression === undefined),
        );
        const plans = resultsOf(await planStacks(steps, stacks), signal);
        printPlans(terminal, plans);
        printAccepted(terminal, environment, ofConfiguration);
        const breaches = plans.flatMap(({ findings }) => blocking(findings));
        if (breaches.length > 0) {
          throw new UserError(
            `Guardrails forbid this plan; the findings stand above, ${breaches.length} in all.`,
          );
        }
        if (out === undefined) return;
        savePlans(out, environment, plans, opened.runner);
        terminal.stdout.write(
          `\nThe plans are in ${options.out}; ${whatNext(environment, options.out, plans)}\n`,
        );
      });
    });
}

function whatNext(environment: string, folder: string | undefined, plans: readonly StackPlan[]): string {
  const changing = plans.filter(({ planned }) => planned.changes);
  if (changing.length === 0) return "there is nothing to apply.";
  const real = changing.filter(({ previewFor }) => previewFor.length === 0).map(({ stack }) => stack.name);
  if (real.length === 0) return "all that changes are previews, which are for reading.";
  const only = real.length === changing.length ? "" : ` ${real.join(" ")}`;
  return `apply them with: npx drydock deploy ${environment}${only} --plans ${folder}`;
}

/** Of the configuration: those of the stacks at hand. */
function findingsOn(stacks: readonly { readonly name: string }[], findings: readonly Finding[]): Finding[] {
  const names = new Set(stacks.map(({ name }) => name));
  return findings.filter(({ stack }) => names.has(stack));
}

const examples = `
A stack that reads exports of one that is not deployed yet gets a preview: a plan to read, never applied.
The account's bootstrap stack is planned and changed by \`drydock bootstrap\`.

Examples:
  npx drydock plan dev
  npx drydock plan dev dev-network
  npx drydock plan prod --out plans/prod
`;
