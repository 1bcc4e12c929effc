import * as path from "node:path";
import type { Finding } from "../../policies/guardrails/finding";
import { checkPlan } from "../../policies/guardrails/plan";
import { partitionOf } from "../naming";
import type { SynthesizedStack } from "../synth/estate-file";
import { asObject, type JsonObject } from "../terraform/json";
import { readPlan } from "../terraform/plan";
import type { StepProgress } from "../terraform/progress";
import { countingProgress, type PlannedStack, type StackRunner } from "../terraform/stack-runner";
import { managedObjects } from "../terraform/state-objects";
import { UserError } from "../user-error";
import { AdoptionFolder } from "./adoption-folder";
import { unheldObjects } from "./claims";
import { searchImports, type SearchResult } from "./import-search";
import { type Ownership, ownershipIn, type OwnTags } from "./ownership";
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
  readonly found: SearchResult & Ownership;
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
const valuesFile = "values.tfplan";

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
    const { terraform } = folder;
    if (options.localState !== undefined || !runner.takeOver(stack, terraform.directory)) {
      progress?.update(stack.name, "initializing");
      await terraform.init();
    }
    const state = await terraform.pullState();
    const held = state ? managedObjects(state) : [];
    progress?.update(stack.name, "asking for tagged objects");
    const tagged = (await tags.ofEnvironment(source)).filter((object) => object.stack === stack.name);
    const result = await searchImports({
      place: { partition: partitionOf(stack.region), account: stack.account.id },
      resources: source.resources,
      held,
      unheld: unheldObjects(tagged, held),
      notedIds: stack.importIds,
      census: (candidates) => {
        progress?.update(stack.name, `asking whether ${candidates.length} objects exist`);
        return folder.census(candidates);
      },
      plannedValues: (imports) => plannedValues(folder, imports),
    });
    refuseSeveral(stack.name, result);
    progress?.update(stack.name, "planning the imports");
    const own = { environment: source.environmentTag, stack: stack.name };
    const { planned, ...ownership } = await planImports(folder, result.adoptable, own);
    const foreign = new Set(ownership.foreign.map(({ address }) => address));
    const adoptable = new Map([...result.adoptable].filter(([address]) => !foreign.has(address)));
    return {
      stack,
      found: { ...result, adoptable, ...ownership },
      ...(planned && { planned }),
      findings: planned?.plan ? checkPlan(stack, planned.plan) : [],
      apply: async (step) => {
        if (!planned) return;
        await terraform.apply(planFile, countingProgress(stack.name, planned.summary, step));
      },
      close: () => folder.remove(),
    };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** What a plan of the whole stack knows of the resources that it would create beside the imports. */
async function plannedValues(
  folder: AdoptionFolder,
  imports: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, JsonObject>> {
  folder.write(imports);
  await folder.terraform.plan({ out: valuesFile });
  const { resource_changes: changes = [] } = await folder.terraform.showPlan(valuesFile);
  return new Map(changes.map(({ address, change }) => [address, asObject(change.after)]));
}

/**
 * The plan of the imports alone: what does not exist yet is for a deployment to create. What turns out to belong to
 * something else is left out, and the plan made again.
 */
async function planImports(
  folder: AdoptionFolder,
  imports: ReadonlyMap<string, string>,
  own: OwnTags,
): Promise<Ownership & { readonly planned?: PlannedStack }> {
  if (imports.size === 0) return { foreign: [], untagged: [] };
  const begun = performance.now();
  const { terraform } = folder;
  folder.write(imports);
  const { changes } = await terraform.plan({ out: planFile, targets: [...imports.keys()] });
  const plan = await terraform.showPlan(planFile);
  const { foreign, untagged } = ownershipIn(plan, own);
  if (foreign.length > 0) {
    const others = new Set(foreign.map(({ address }) => address));
    const rest = await planImports(
      folder,
      new Map([...imports].filter(([address]) => !others.has(address))),
      own,
    );
    return { ...rest, foreign: [...foreign, ...rest.foreign] };
  }
  const seconds = (performance.now() - begun) / 1000;
  const planned = { stack: own.stack, changes, summary: readPlan(plan), plan, file: planFile, seconds };
  return { foreign, untagged, planned };
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
