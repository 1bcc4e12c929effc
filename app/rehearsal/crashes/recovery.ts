import * as path from "node:path";
import { applyAdoptions, planAdoptions } from "../../adoption/adopt-environment";
import { TagIndex } from "../../adoption/tag-index";
import type { StepOptions } from "../../deployment/each-stack";
import { findLocks, releaseLocks } from "../../deployment/state-locks";
import type { SynthesizedStack } from "../../synth/estate-file";
import type { Progress } from "../../terraform/progress";
import type { StackRunner } from "../../terraform/stack-runner";
import type { Outcome } from "../../terraform/waves";
import { UserError } from "../../user-error";

/** Where a crash is recovered from: stacks of one environment, and the terraform that works on them. */
export interface Wreck {
  readonly stacks: readonly SynthesizedStack[];
  readonly runner: StackRunner;
  readonly limit: number;
  /** Where a bootstrap keeps its state until that is in the bucket. */
  readonly bootstrapFolder: string;
}

/**
 * What `drydock unlock` does: releases the locks of owners that are gone.
 * @returns how many there were
 * @throws UserError when an owner is not recognised as gone
 */
export async function unlock(wreck: Wreck, stacks: readonly SynthesizedStack[]): Promise<number> {
  const steps = stepsOf(wreck);
  const locks = done(await findLocks(steps, stacks)).filter((locked) => locked !== undefined);
  const kept = locks.find(({ owner }) => owner.kind !== "gone");
  if (kept) {
    throw new UserError(
      `The owner of the lock of "${kept.stack.name}" was killed, and is not recognised as gone (${kept.owner.kind}).`,
    );
  }
  done(await releaseLocks(steps, locks));
  return locks.length;
}

/**
 * What `drydock adopt` does: imports what exists and is in no state.
 * @returns how many objects
 * @throws UserError when something was found that cannot be adopted
 */
export async function adopt(wreck: Wreck, stacks: readonly SynthesizedStack[]): Promise<number> {
  const steps = stepsOf(wreck);
  const options = {
    ...steps,
    tags: new TagIndex(wreck.runner.options.variables),
    bootstrapFolder: wreck.bootstrapFolder,
  };
  const adoptions = done(await planAdoptions(options, stacks)).flatMap((lookup) =>
    lookup.kind === "looked" ? [lookup.adoption] : [],
  );
  try {
    for (const { stack, found } of adoptions) {
      const open = [
        ...[...found.strays, ...found.unverified].map(({ object }) => object.arn),
        ...[...found.foreign, ...found.unreadable].map(({ address, id }) => `${address} ${id}`),
      ];
      if (open.length > 0) throw new UserError(`Of "${stack.name}" there is more than it needs.`, open);
    }
    const ready = adoptions.filter(({ planned }) => planned);
    done(await applyAdoptions(steps, ready));
    return ready.reduce((count, { found }) => count + found.adoptable.size, 0);
  } finally {
    for (const adoption of adoptions) adoption.close();
  }
}

function stepsOf({ stacks, runner, limit }: Wreck): StepOptions {
  return { graph: stacks, runner, progress: silent, limit };
}

/** The results, when every stack ended well. @throws the first failure */
export function done<Result>(outcomes: readonly Outcome<Result>[]): Result[] {
  const failed = outcomes.find((outcome) => outcome.state === "failed");
  if (failed) throw failed.error;
  return outcomes.flatMap((outcome) => (outcome.state === "done" ? [outcome.result] : []));
}

/** One step shows the progress of all its crashes; what happens in each is in the logs. */
const silent: Progress = {
  begin: () => ({
    update: () => undefined,
    done: () => undefined,
    failed: () => undefined,
    notRun: () => undefined,
    end: () => Promise.resolve(),
  }),
  note: () => undefined,
};

/** Where the bootstrap of a crash keeps its state. */
export function bootstrapFolderIn(folder: string): string {
  return path.join(folder, "bootstrap");
}
