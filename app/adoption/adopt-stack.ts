import * as path from "node:path";
import type { Finding } from "../../policies/guardrails/finding";
import { checkPlan } from "../../policies/guardrails/plan";
import { partitionOf } from "../naming";
import type { SynthesizedStack } from "../synth/estate-file";
import { readPlan } from "../terraform/plan";
import type { StepProgress } from "../terraform/progress";
import { countingProgress, type PlannedStack, type StackRunner } from "../terraform/stack-runner";
import { managedObjects } from "../terraform/state-objects";
import { UserError } from "../user-error";
import { AdoptionFolder } from "./adoption-folder";
import { unheldObjects } from "./claims";
import { searchImports, type SearchResult } from "./import-search";
import { readStackSource } from "./stack-source";
import type { TagIndex } from "./tag-index";

export interface AdoptStackOptions {
  readonly stack: SynthesizedStack;
  readonly runner: StackRunner;
  readonly tags: TagIndex;
  /** Absolute path of a state that is not in the bucket yet (an interrupted bootstrap). */
  readonly localState?: string;
  readonly progress?: StepProgress;
}

/** What a stack's state can take over, planned. */
export interface StackAdoption {
  readonly stack: SynthesizedStack;
  readonly found: SearchResult;
  /** Imports what was found, and updates what differs; absent when there is nothing to adopt. */
  readonly planned?: PlannedStack;
  /** Of the guardrails, on that plan. */
  readonly findings: readonly Finding[];
  /** Applies the plan. */
  apply(progress?: StepProgress): Promise<void>;
  /** Removes the folder that the plan lies in. */
  close(): void;
}

const planFile = "adoption.tfplan";

/**
 * Finds what exists of a stack and is in no state, by tag and by name, and plans its import; changes nothing.
 * @throws TerraformFailure, a UserError; UserError when something exists several times
 */
export async function planAdoption(options: AdoptStackOptions): Promise<StackAdoption> {
  const { stack, runner, tags, progress } = options;
  const source = readStackSource(stack.directory);
  const folder = new AdoptionFolder({
    stack,
    configuration: source.configuration,
    folder: path.join(runner.options.folder, "adoptions", stack.name),
    ...(options.localState !== undefined && { localState: options.localState }),
    driver: { ...runner.options, logFolder: runner.logFolder },
  });
  try {
    progress?.update(stack.name, "initializing");
    await folder.terraform.init();
    const state = await folder.terraform.pullState();
    const held = state ? managedObjects(state) : [];
    progress?.update(stack.name, "asking for tagged objects");
    const tagged = (await tags.ofEnvironment(source)).filter((object) => object.stack === stack.name);
    const known = new Set(held.map(({ address }) => address));
    let plans = 0;
    const found = await searchImports(
      {
        stack: stack.name,
        environmentTag: source.environmentTag,
        place: { partition: partitionOf(stack.region), account: stack.account.id },
        resources: source.resources,
        absent: [...source.resources.keys()].filter((address) => !known.has(address)),
        unheld: unheldObjects(tagged, held),
        notedIds: stack.importIds,
      },
      (imports, probes) => {
        progress?.update(stack.name, `looking what exists: plan ${++plans}`);
        return folder.search(imports, probes);
      },
    );
    refuseSeveral(stack.name, found);
    const planned = await planImports(stack.name, folder, found, progress);
    return {
      stack,
      found,
      ...(planned && { planned }),
      findings: planned?.plan ? checkPlan(stack, planned.plan) : [],
      apply: async (step) => {
        if (!planned) return;
        await folder.terraform.apply(planFile, countingProgress(stack.name, planned.summary, step));
      },
      close: () => folder.remove(),
    };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** The plan of the imports alone: what does not exist yet is for a deployment to create. */
async function planImports(
  stack: string,
  folder: AdoptionFolder,
  { adoptable }: SearchResult,
  progress?: StepProgress,
): Promise<PlannedStack | undefined> {
  if (adoptable.length === 0) return undefined;
  const begun = performance.now();
  progress?.update(stack, "planning the imports");
  folder.write(new Map(adoptable.map(({ address, id }) => [address, id])));
  const targets = adoptable.map(({ address }) => address);
  const { changes } = await folder.terraform.plan({ out: planFile, targets });
  const plan = await folder.terraform.showPlan(planFile);
  const seconds = (performance.now() - begun) / 1000;
  return { stack, changes, summary: readPlan(plan), plan, file: planFile, seconds };
}

function refuseSeveral(stack: string, { several }: SearchResult): void {
  if (several.size === 0) return;
  throw new UserError(
    `"${stack}" has resources that exist more than once, and no state says which of them is the right one. Nothing was changed.`,
    [
      ...[...several].map(([address, ids]) => `${address}: ${ids.join(", ")}`),
      "Delete all but one of each by hand, then run the command again.",
    ],
  );
}
