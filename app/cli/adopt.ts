import type { Command } from "commander";
import type { StackLookup } from "../adoption/adopt-environment";
import type { StackAdoption } from "../adoption/adopt-stack";
import type { TagIndex } from "../adoption/tag-index";
import type { TaggedObject } from "../adoption/tagged-objects";
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

interface AdoptCommandOptions extends EnvironmentCommandOptions {
  readonly autoApprove?: boolean;
  readonly dryRun?: boolean;
}

export function addAdopt(program: Command, terminal: Terminal): void {
  forEnvironment(program.command("adopt"))
    .argument("[stacks...]", "stacks by name or pattern (quoted); default: all of the environment")
    .option("--dry-run", "show what would be adopted, and change nothing")
    .option("--auto-approve", "do not ask before the states take anything over")
    .description("find objects that exist and are in no state, by tag and by name, and import them")
    .addHelpText("after", examples)
    .action(async (environment: string, patterns: string[], options: AdoptCommandOptions) => {
      await withEnvironment(terminal, environment, options, async (command) => {
        const { printAdoption, remarksOn, unknownStacks } = await import("./adoption-report");
        const { TagIndex } = await import("../adoption/tag-index");
        const tags = new TagIndex(command.opened.runner.options.variables);
        const lookups = await look(command, patterns, tags);
        const adoptions = lookups.flatMap((each) => (each.kind === "looked" ? [each.adoption] : []));
        try {
          for (const adoption of adoptions) printAdoption(terminal, adoption);
          const remarks = [
            ...lookups.flatMap(remarksOn),
            ...(patterns.length === 0 ? unknownStacks(await lostStacks(command, tags)) : []),
          ];
          const ready = adoptions.filter(({ planned }) => planned);
          if (ready.length === 0) terminal.stdout.write("\nThere is nothing to adopt.\n");
          else await adopt(terminal, environment, command, ready, options);
          for (const { title, lines } of remarks) {
            terminal.stdout.write(`\n${title}\n${lines.map((line) => `  ${line}\n`).join("")}`);
          }
          const open = remarks.filter(({ stays }) => stays);
          if (open.length > 0) {
            throw new UserError(
              `Not everything that was found is in a state; it stands above, with what to do.`,
            );
          }
        } finally {
          for (const adoption of adoptions) adoption.close();
        }
      });
    });
}

async function look(
  { opened, steps, signal }: OpenCommand,
  patterns: readonly string[],
  tags: TagIndex,
): Promise<StackLookup[]> {
  const { planAdoptions } = await import("../adoption/adopt-environment");
  const { bootstrapFolder } = await import("../deployment/open-environment");
  const { selectStacks } = await import("../terraform/selection");
  const { variables } = opened.runner.options;
  // The account's own stack needs other credentials, so it is looked at when it is named.
  const stacks =
    patterns.length === 0 ? opened.stacks : selectStacks([...opened.stacks, opened.bootstrap], patterns);
  const options = {
    ...steps,
    tags,
    bootstrapFolder: bootstrapFolder(variables, opened.bootstrap.account),
  };
  return resultsOf(await planAdoptions(options, stacks), signal);
}

async function lostStacks({ opened }: OpenCommand, tags: TagIndex): Promise<TaggedObject[]> {
  const { objectsOfUnknownStacks } = await import("../adoption/adopt-environment");
  return objectsOfUnknownStacks(tags, opened.estate, opened.stacks);
}

async function adopt(
  terminal: Terminal,
  environment: string,
  { steps, signal }: OpenCommand,
  ready: readonly StackAdoption[],
  { autoApprove, dryRun }: AdoptCommandOptions,
): Promise<void> {
  const { blocking } = await import("../../policies/guardrails/finding");
  const { applyAdoptions } = await import("../adoption/adopt-environment");
  const breaches = ready.flatMap(({ findings }) => blocking(findings));
  if (breaches.length > 0) {
    throw new UserError(
      `Guardrails forbid this adoption; the findings stand above, ${breaches.length} in all. Nothing was changed.`,
    );
  }
  if (dryRun === true) {
    terminal.stdout.write("\nThis was a dry run: nothing was changed.\n");
    return;
  }
  if (autoApprove !== true)
    await askFirst(terminal, `Take this over into the states of ${environment}?`, signal);
  resultsOf(await applyAdoptions(steps, ready), signal);
  terminal.stdout.write(
    `\nAdopted. What is missing still, a deployment creates: npx drydock deploy ${environment}\n`,
  );
}

const examples = `
For what a killed terraform had created and could not note in its state. Objects are found by their tags (Resource
Groups Tagging API, with the deploy role) and, where AWS lists no tags, by their names; whether one exists is learned
from plans with import blocks. Only imports are applied; a deployment creates what is missing. Release a lock that was
left behind first: npx drydock unlock ENV. AWS lists new tags late, so wait a few minutes after a crash.

Never touched, only reported: objects that exist twice, objects whose resource has left the configuration, objects
that have a name of ours and the tags of something else.

Examples:
  npx drydock adopt dev --dry-run
  npx drydock adopt dev dev-network --auto-approve
  npx drydock adopt dev bootstrap-sandbox        # the account's own stack, with the credentials of bootstrap
`;
