import type { StateFile } from "../../terraform/driver";
import { isObject } from "../../terraform/json";
import type { DifferenceReport } from "../report/shape";
import { isGenerated } from "./generated";
import { managedObjects, type StateObject } from "../../terraform/state-objects";

/** RFC 3339, the form in which AWS's provider keeps moments. */
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;
const momentNames = /(^|_)(at|date|time|timestamp|created|modified)$/;

/**
 * Compares two builds of the same stacks. Each difference gets the rule that explains it: AWS generates the value,
 * the value names an object whose id was generated, a set stands in another order because of such ids, or it is a
 * moment. A difference without a rule is a defect of the estate, or a rule that is missing here.
 * @param before states by stack
 */
export function compareStates(
  before: ReadonlyMap<string, StateFile>,
  after: ReadonlyMap<string, StateFile>,
): DifferenceReport[] {
  const pairs = [...before].flatMap(([stack, state]) => {
    const other = after.get(stack);
    return other ? pairObjects(stack, state, other) : [];
  });
  const renamed = new Renamed();
  for (const pair of pairs) collectGenerated(pair, renamed);

  const differences: DifferenceReport[] = [];
  for (const pair of pairs) {
    if (pair.before === undefined || pair.after === undefined) {
      const { stack, address } = pair;
      differences.push({ stack, address, path: "", before: pair.before?.type, after: pair.after?.type });
      continue;
    }
    const { stack, address, before: old } = pair;
    visitDifferences(old.attributes, pair.after.attributes, "", renamed, (path, left, right) => {
      const rule = explain(old.type, path, left, right, renamed);
      differences.push({
        stack,
        address,
        path,
        before: left,
        after: right,
        ...(rule !== undefined && { rule }),
      });
    });
  }
  for (const [stack, state] of before) {
    differences.push(...compareOutputs(stack, state, after.get(stack), renamed));
  }
  for (const stack of [...before.keys(), ...after.keys()].filter(
    (name) => before.has(name) !== after.has(name),
  )) {
    const has = (states: ReadonlyMap<string, StateFile>): string | undefined =>
      states.has(stack) ? "a state" : undefined;
    differences.push({ stack, address: "", path: "", before: has(before), after: has(after) });
  }
  return differences;
}

interface Pair {
  readonly stack: string;
  readonly address: string;
  readonly before: StateObject | undefined;
  readonly after: StateObject | undefined;
}

function pairObjects(stack: string, before: StateFile, after: StateFile): Pair[] {
  const [left, right] = [before, after].map(
    (state) => new Map(managedObjects(state).map((each) => [each.address, each])),
  );
  const addresses = [...new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])].sort();
  return addresses.map((address) => ({
    stack,
    address,
    before: left?.get(address),
    after: right?.get(address),
  }));
}

function collectGenerated({ before, after }: Pair, renamed: Renamed): void {
  if (before === undefined || after === undefined) return;
  visitDifferences(before.attributes, after.attributes, "", undefined, (path, left, right) => {
    if (typeof left !== "string" || typeof right !== "string") return;
    if (isGenerated(before.type, path)) renamed.add(left, right);
  });
}

function compareOutputs(
  stack: string,
  before: StateFile,
  after: StateFile | undefined,
  renamed: Renamed,
): DifferenceReport[] {
  const differences: DifferenceReport[] = [];
  for (const name of new Set([...Object.keys(before.outputs), ...Object.keys(after?.outputs ?? {})])) {
    const [left, right] = [before.outputs[name]?.value, after?.outputs[name]?.value];
    visitDifferences(left, right, "", renamed, (path, one, other) => {
      const rule = explain("output", path, one, other, renamed);
      differences.push({
        stack,
        address: `output.${name}`,
        path,
        before: one,
        after: other,
        ...(rule !== undefined && { rule }),
      });
    });
  }
  return differences;
}

function explain(
  type: string,
  path: string,
  before: unknown,
  after: unknown,
  renamed: Renamed,
): string | undefined {
  if (type !== "output" && isGenerated(type, path)) return "AWS generates it for each new object";
  if (typeof before === "string" && typeof after === "string") {
    if (renamed.apply(before) === after) return "it names an object whose id was generated";
    const name = path.split(".").at(-1) ?? path;
    if (timestamp.test(before) && timestamp.test(after) && momentNames.test(name)) return "a moment";
  }
  if (Array.isArray(before) && Array.isArray(after) && renamed.sameSet(before, after)) {
    return "a set, ordered by ids that were generated";
  }
  return undefined;
}

/** The values that AWS generated: each old one and the new one in its place. */
class Renamed {
  private readonly pairs = new Map<string, string>();
  private pattern: RegExp | undefined;

  add(before: string, after: string): void {
    // Shorter ones ("10", "i-1") would turn up inside values that have nothing to do with them.
    if (before.length < 7) return;
    this.pairs.set(before, after);
    this.pattern = undefined;
  }

  /** The text with every old value replaced, the longest first. */
  apply(text: string): string {
    if (this.pairs.size === 0) return text;
    this.pattern ??= new RegExp(
      [...this.pairs.keys()]
        .sort((one, other) => other.length - one.length)
        .map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
        .join("|"),
      "g",
    );
    return text.replace(this.pattern, (match) => this.pairs.get(match) ?? match);
  }

  /** The same members once ids are replaced, in another order. */
  sameSet(before: readonly unknown[], after: readonly unknown[]): boolean {
    if (this.apply(JSON.stringify(before)) === JSON.stringify(after)) return false;
    const sorted = (values: readonly unknown[], map: (text: string) => string): string =>
      values
        .map((value) => map(JSON.stringify(value)))
        .sort()
        .join("\n");
    return sorted(before, (text) => this.apply(text)) === sorted(after, (text) => text);
  }
}

/**
 * Calls with each leaf that differs. An array that differs only in the order of generated ids is one difference;
 * otherwise arrays of the same length are compared item by item.
 */
function visitDifferences(
  before: unknown,
  after: unknown,
  path: string,
  renamed: Renamed | undefined,
  visit: (path: string, before: unknown, after: unknown) => void,
): void {
  if (Array.isArray(before) && Array.isArray(after)) {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    if (renamed?.sameSet(before, after) === true || before.length !== after.length)
      return visit(path, before, after);
    before.forEach((item, index) =>
      visitDifferences(item, after[index], `${path}[${index}]`, renamed, visit),
    );
    return;
  }
  if (isObject(before) && isObject(after)) {
    for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
      visitDifferences(before[key], after[key], path === "" ? key : `${path}.${key}`, renamed, visit);
    }
    return;
  }
  if (before !== after) visit(path, before, after);
}
