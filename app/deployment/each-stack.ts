import type { Progress, StepProgress } from "../terraform/progress";
import type { StackRunner } from "../terraform/stack-runner";
import { type Outcome, runInWaves, type StackNode } from "../terraform/waves";

/** What deploying needs to know of a synthesized stack. */
export interface DeployableStack extends StackNode {
  /** Absolute; holds its cdk.tf.json. */
  readonly directory: string;
  readonly backend: { readonly bucket: string; readonly key: string };
  /** What may exist before it; see StackWithImports. Plans that were saved know nothing of it. */
  readonly importIds?: Readonly<Record<string, string>>;
}

/** What every step over stacks shares. */
export interface StepOptions {
  /** Every stack of the synthesized estate. */
  readonly graph: readonly DeployableStack[];
  readonly runner: StackRunner;
  readonly progress: Progress;
  /** How many stacks are worked on at once. */
  readonly limit: number;
}

/**
 * Works on stacks in waves, with progress. When one fails, what runs is finished and nothing more is started.
 * @param work returns the result and, in a few words, what was done
 * @returns one outcome a stack, in the order of the waves
 */
export async function eachStack<Result>(
  options: StepOptions,
  title: string,
  direction: "create" | "destroy" | "side by side",
  stacks: readonly DeployableStack[],
  work: (stack: DeployableStack, step: StepProgress) => Promise<readonly [result: Result, summary: string]>,
): Promise<Outcome<Result>[]> {
  const { graph, runner, progress, limit } = options;
  const step = progress.begin(
    title,
    stacks.map(({ name }) => name),
  );
  const outcomes = await runInWaves<DeployableStack, Result>({
    stacks,
    graph,
    direction,
    limit,
    ...(runner.options.signal && { signal: runner.options.signal }),
    onNotRun: (stack, reason) => step.notRun(stack, reason),
    run: async (stack) => {
      try {
        const [result, summary] = await work(stack, step);
        step.done(stack.name, summary);
        return result;
      } catch (error) {
        step.failed(stack.name, error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
  });
  await step.end();
  return outcomes;
}
