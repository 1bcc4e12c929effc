import { UserError } from "../user-error";

/** What the order of stacks needs to know of one. */
export interface StackNode {
  readonly name: string;
  /** Names of the stacks whose exports it reads. */
  readonly dependsOn: readonly string[];
}

/** How one stack of a run ended. */
export type Outcome<Result> =
  | { readonly stack: string; readonly state: "done"; readonly result: Result; readonly seconds: number }
  | { readonly stack: string; readonly state: "failed"; readonly error: Error; readonly seconds: number }
  | { readonly stack: string; readonly state: "not-run"; readonly reason: string };

export interface RunOptions<Node extends StackNode, Result> {
  readonly stacks: readonly Node[];
  /** Every stack of the estate, when `stacks` is a selection. */
  readonly graph?: readonly StackNode[];
  /** "create": producers first. "destroy": dependants first. "side by side": all at once, for what changes nothing. */
  readonly direction: "create" | "destroy" | "side by side";
  /** How many stacks run at once. */
  readonly limit: number;
  readonly run: (stack: Node) => Promise<Result>;
  /** Once aborted, nothing more is started. */
  readonly signal?: AbortSignal;
  readonly onNotRun?: (stack: string, reason: string) => void;
}

/**
 * Stacks in waves: each wave needs only earlier ones. A dependency on a stack that is not in the list is taken as
 * met, but what it needs in turn is not: of a -> b -> c the selection of a and c has two waves.
 * @param graph every stack of the estate, when `stacks` is a selection
 * @throws UserError when stacks depend on each other in a circle
 */
export function wavesOf<Node extends StackNode>(
  stacks: readonly Node[],
  graph: readonly StackNode[] = stacks,
): Node[][] {
  const needs = needsWithin(stacks, graph);
  const placed = new Set<string>();
  const waves: Node[][] = [];
  let rest = [...stacks].sort((a, b) => (a.name < b.name ? -1 : 1));
  while (rest.length > 0) {
    const wave = rest.filter(({ name }) => needs(name).every((other) => placed.has(other)));
    if (wave.length === 0) {
      throw new UserError(
        `These stacks depend on each other in a circle: ${rest.map(({ name }) => name).join(", ")}.`,
      );
    }
    for (const { name } of wave) placed.add(name);
    waves.push(wave);
    rest = rest.filter(({ name }) => !placed.has(name));
  }
  return waves;
}

/**
 * Runs every stack as soon as those it needs are done, up to `limit` at once. When one fails, what runs is
 * finished and nothing more is started; the rest is reported as not run, with the reason.
 * @returns one outcome a stack, in the order of the waves
 */
export async function runInWaves<Node extends StackNode, Result>(
  options: RunOptions<Node, Result>,
): Promise<Outcome<Result>[]> {
  const waves = wavesOf(options.stacks, options.graph);
  const order = options.direction === "destroy" ? waves.reverse().flat() : waves.flat();
  const needs = needsIn(options.direction, order, needsWithin(order, options.graph ?? order));
  const outcomes = new Map<string, Outcome<Result>>();
  const running = new Map<string, Promise<void>>();

  const start = (stack: Node): void => {
    const begun = performance.now();
    const seconds = (): number => (performance.now() - begun) / 1000;
    const work = options.run(stack).then(
      (result) => outcomes.set(stack.name, { stack: stack.name, state: "done", result, seconds: seconds() }),
      (error: unknown) =>
        outcomes.set(stack.name, {
          stack: stack.name,
          state: "failed",
          error: error instanceof Error ? error : new Error(String(error)),
          seconds: seconds(),
        }),
    );
    running.set(
      stack.name,
      work.then(() => void running.delete(stack.name)),
    );
  };

  for (;;) {
    const stopped =
      options.signal?.aborted === true || [...outcomes.values()].some(({ state }) => state === "failed");
    if (!stopped) {
      for (const stack of order) {
        if (running.size >= options.limit) break;
        const isNew = !outcomes.has(stack.name) && !running.has(stack.name);
        if (isNew && needs(stack.name).every((name) => outcomes.get(name)?.state === "done")) start(stack);
      }
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }

  return order.map((stack) => {
    const outcome = outcomes.get(stack.name);
    if (outcome) return outcome;
    const reason = notRunReason(stack.name, needs, outcomes);
    options.onNotRun?.(stack.name, reason);
    return { stack: stack.name, state: "not-run", reason };
  });
}

/** For each stack the selected ones that it needs, directly or through stacks that are not selected. */
function needsWithin(
  stacks: readonly StackNode[],
  graph: readonly StackNode[],
): (name: string) => readonly string[] {
  const selected = new Set(stacks.map(({ name }) => name));
  const direct = new Map([...graph, ...stacks].map(({ name, dependsOn }) => [name, dependsOn]));
  const found = new Map<string, string[]>();
  for (const name of selected) {
    const needed = new Set<string>();
    const seen = new Set<string>([name]);
    const follow = (names: readonly string[]): void => {
      for (const other of names) {
        if (selected.has(other)) needed.add(other);
        else if (!seen.has(other)) {
          seen.add(other);
          follow(direct.get(other) ?? []);
        }
      }
    };
    follow(direct.get(name) ?? []);
    found.set(name, [...needed]);
  }
  return (name) => found.get(name) ?? [];
}

function needsIn(
  direction: RunOptions<StackNode, unknown>["direction"],
  stacks: readonly StackNode[],
  needs: (name: string) => readonly string[],
): (name: string) => readonly string[] {
  if (direction === "create") return needs;
  if (direction === "side by side") return () => [];
  return (name) => stacks.filter((other) => needs(other.name).includes(name)).map((other) => other.name);
}

function notRunReason(
  name: string,
  needs: (name: string) => readonly string[],
  outcomes: ReadonlyMap<string, Outcome<unknown>>,
): string {
  const seen = new Set<string>();
  const failedNeed = (current: string): string | undefined => {
    for (const other of needs(current)) {
      if (seen.has(other)) continue;
      seen.add(other);
      if (outcomes.get(other)?.state === "failed") return other;
      const further = failedNeed(other);
      if (further !== undefined) return further;
    }
    return undefined;
  };
  const cause = failedNeed(name);
  if (cause !== undefined) return `it needs "${cause}", which failed`;
  const failed = [...outcomes.values()].find(({ state }) => state === "failed");
  return failed ? `not started after "${failed.stack}" failed` : "the run was interrupted";
}
