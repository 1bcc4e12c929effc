import { eachStack, type StepOptions } from "../deployment/each-stack";
import type { SynthesizedStack } from "../synth/estate-file";
import { localState, lookForState } from "../terraform/bootstrap";
import { TerraformFailure } from "../terraform/failures";
import { describeCounts } from "../terraform/plan";
import type { Outcome } from "../terraform/waves";
import { planAdoption, type StackAdoption } from "./adopt-stack";
import { readStackSource } from "./stack-source";
import type { TagIndex } from "./tag-index";
import type { TaggedObject } from "./tagged-objects";

/** A stack whose adoption is planned, or the reason why terraform cannot plan the stack yet. */
export type StackLookup =
  | { readonly kind: "looked"; readonly adoption: StackAdoption }
  | { readonly kind: "not-plannable"; readonly stack: string; readonly sentence: string };

export interface AdoptEnvironmentOptions extends StepOptions {
  readonly tags: TagIndex;
  /** Where a bootstrap keeps the account's state until it is in the bucket. */
  readonly bootstrapFolder: string;
}

/**
 * Looks, stack by stack, for what exists and is in no state; changes nothing. A stack that reads what no deployed stack
 * exports cannot be planned, and nothing of it can exist beside what its tags tell.
 * @returns one outcome a stack
 */
export function planAdoptions(
  options: AdoptEnvironmentOptions,
  stacks: readonly SynthesizedStack[],
): Promise<Outcome<StackLookup>[]> {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const { runner, tags } = options;
  return eachStack<StackLookup>(
    options,
    "Looking for lost objects",
    "side by side",
    stacks,
    async ({ name }, step) => {
      const stack = byName.get(name);
      if (!stack) throw new Error(`${name} is no stack of this environment.`);
      const file = stack.lifetime === "account" ? await localStateOf(stack, options) : undefined;
      try {
        const adoption = await planAdoption({
          stack,
          runner,
          tags,
          progress: step,
          ...(file !== undefined && { localState: file }),
        });
        return [{ kind: "looked", adoption }, describe(adoption)];
      } catch (error) {
        if (!(error instanceof TerraformFailure) || error.kind !== "remote-state-missing") throw error;
        return [
          { kind: "not-plannable", stack: name, sentence: error.message },
          "reads what is not deployed",
        ];
      }
    },
  );
}

/** Applies planned adoptions. @returns one outcome a stack */
export function applyAdoptions(
  options: StepOptions,
  adoptions: readonly StackAdoption[],
): Promise<Outcome<StackAdoption>[]> {
  const byName = new Map(adoptions.map((adoption) => [adoption.stack.name, adoption]));
  const stacks = adoptions.map(({ stack }) => stack);
  return eachStack<StackAdoption>(options, "Adopting", "create", stacks, async ({ name }, step) => {
    const adoption = byName.get(name);
    if (!adoption) throw new Error(`${name} has no adoption.`);
    step.update(name, "importing");
    await adoption.apply(step);
    return [adoption, `${adoption.found.adoptable.size} adopted`];
  });
}

/** Tagged objects of stacks that the estate does not have any more. They may be gone already. */
export async function objectsOfUnknownStacks(
  tags: TagIndex,
  estate: readonly SynthesizedStack[],
  stacks: readonly SynthesizedStack[],
): Promise<TaggedObject[]> {
  const names = new Set(estate.map(({ name }) => name));
  const found = new Map<string, TaggedObject>();
  for (const { directory } of stacks) {
    for (const object of await tags.ofEnvironment(readStackSource(directory))) {
      if (!names.has(object.stack)) found.set(object.arn, object);
    }
  }
  return [...found.values()];
}

/** A bootstrap that was interrupted has the account's state on this machine still. */
async function localStateOf(
  stack: SynthesizedStack,
  { runner, bootstrapFolder }: AdoptEnvironmentOptions,
): Promise<string | undefined> {
  const { state } = await lookForState({ ...runner.options, stack });
  return state === undefined ? localState({ localFolder: bootstrapFolder }) : undefined;
}

function describe({ found, planned }: StackAdoption): string {
  const lost = found.strays.length + found.unverified.length + found.foreign.length + found.unreadable.length;
  const words = [
    planned
      ? `${found.adoptable.size} to adopt (${describeCounts(planned.summary.counts)})`
      : "nothing to adopt",
    ...(lost > 0 ? [`${lost} to look at`] : []),
  ];
  return words.join(", ");
}
