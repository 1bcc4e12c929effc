import type { StateFile } from "../../terraform/driver";
import { isObject } from "../../terraform/json";
import type { DifferenceReport } from "../report/shape";
import { isGenerated } from "./generated";
import { Renamed } from "./renamed";
import { isSet } from "./set-paths";
import { managedObjects, type StateObject } from "../../terraform/state-objects";

/** RFC 3339, the form in which AWS's provider keeps moments. */
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;
const momentNames = /(^|_)(at|date|time|timestamp|created|modified)$/;

/**
 * Compares two builds of the same stacks. Each difference gets the rule that explains it: AWS generates the value,
 * the value names an object whose id was generated, a set (by the provider's schema) stands in another order because
 * of such ids, or it is a moment. A difference without a rule is a defect of the estate, or a rule that is missing
 * here.
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
      differences.push(reportOf(stack, address, "", pair.before?.type, pair.after?.type, undefined));
      continue;
    }
    const { stack, address, before: old, after: young } = pair;
    visitDifferences(old.type, old.attributes, young.attributes, (path, left, right) => {
      const rule = generatedFor(old, young, path) ? generated : explain(left, right, path, renamed);
      differences.push(reportOf(stack, address, path, left, right, rule));
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
    differences.push(reportOf(stack, "", "", has(before), has(after), undefined));
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
  visitDifferences(before.type, before.attributes, after.attributes, (path, left, right) => {
    if (typeof left !== "string" || typeof right !== "string") return;
    if (generatedFor(before, after, path)) renamed.add(left, right);
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
    visitDifferences(undefined, left, right, (path, one, other) => {
      const rule = explain(one, other, path, renamed);
      differences.push(reportOf(stack, `output.${name}`, path, one, other, rule));
    });
  }
  return differences;
}

const generated = "AWS generates it for each new object";

/**
 * Whether a value that differs is one that AWS generates. An id may also hold a name of ours (of a bucket, a role, a
 * log group); when that name differs, the id follows it and nothing is generated.
 */
function generatedFor(before: StateObject, after: StateObject, path: string): boolean {
  if (!isGenerated(before.type, path)) return false;
  if (path !== "id") return true;
  const id = String(before.attributes["id"]);
  return !Object.entries(before.attributes).some(
    ([name, value]) =>
      typeof value === "string" &&
      value !== "" &&
      !isGenerated(before.type, name) &&
      value !== after.attributes[name] &&
      id.includes(value),
  );
}

function explain(before: unknown, after: unknown, path: string, renamed: Renamed): string | undefined {
  if (typeof before === "string" && typeof after === "string") {
    if (renamed.apply(before) === after) return "it names an object whose id was generated";
    const name = path.split(".").at(-1) ?? path;
    if (timestamp.test(before) && timestamp.test(after) && momentNames.test(name)) return "a moment";
  }
  // Arrays come here as a whole when they are sets, or when a member was added or is gone.
  if (Array.isArray(before) && Array.isArray(after) && renamed.sameMembers(before, after)) {
    return "a set, ordered by ids that were generated";
  }
  return undefined;
}

function reportOf(
  stack: string,
  address: string,
  path: string,
  before: unknown,
  after: unknown,
  rule: string | undefined,
): DifferenceReport {
  return { stack, address, path, before, after, ...(rule !== undefined && { rule }) };
}

/**
 * Calls with each leaf that differs. A set is one leaf, and so is a list that grew or shrank; a list of the same
 * length is compared item by item, because its order means something.
 * @param type of the object; undefined for an output, which has no sets
 */
function visitDifferences(
  type: string | undefined,
  before: unknown,
  after: unknown,
  visit: (path: string, before: unknown, after: unknown) => void,
  path = "",
): void {
  if (Array.isArray(before) && Array.isArray(after)) {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    if (before.length !== after.length || (type !== undefined && isSet(type, path))) {
      return visit(path, before, after);
    }
    before.forEach((item, index) => visitDifferences(type, item, after[index], visit, `${path}[${index}]`));
    return;
  }
  if (isObject(before) && isObject(after)) {
    for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
      visitDifferences(type, before[key], after[key], visit, path === "" ? key : `${path}.${key}`);
    }
    return;
  }
  if (before !== after) visit(path, before, after);
}
