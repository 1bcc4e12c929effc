import type { AttributePath } from "../protocol/attribute-path";
import type { Block, NestedBlock } from "../schema/schema";
import { nestedBlockType } from "../schema/schema";
import type { Attributes, Value } from "../value";
import { equal } from "./canonical";

/** Paths whose change forces a replacement, in the order of the schema. */
export function replacementPaths(block: Block, prior: Attributes, planned: Attributes): AttributePath[] {
  return compare(block, prior, planned, []);
}

function compare(
  block: Block,
  prior: Attributes | null,
  planned: Attributes | null,
  path: AttributePath,
): AttributePath[] {
  const found: AttributePath[] = [];
  for (const [name, attribute] of Object.entries(block.attributes)) {
    // What AWS alone decides never forces anything.
    if (!attribute.forceNew || (attribute.computed && !attribute.optional)) continue;
    if (!equal(prior?.[name], planned?.[name], attribute.type)) found.push([...path, name]);
  }
  for (const [name, nested] of Object.entries(block.blocks)) {
    if (!forcesReplacement(nested)) continue;
    const before = prior?.[name] ?? null;
    const after = planned?.[name] ?? null;
    if (equal(before, after, nestedBlockType(nested))) continue;
    found.push(...compareNested(nested, before, after, [...path, name]));
  }
  return found;
}

function compareNested(
  nested: NestedBlock,
  before: Value,
  after: Value,
  path: AttributePath,
): AttributePath[] {
  if (nested.forceNew) return [path];
  if (nested.mode === "single") {
    return compare(nested.block, before as Attributes | null, after as Attributes | null, path);
  }
  // Elements of sets cannot be addressed, those of an unknown list neither: the block as a whole is named.
  if (nested.mode !== "list" || !Array.isArray(after)) return [path];
  const old = Array.isArray(before) ? before : [];
  const found: AttributePath[] = [];
  for (let index = 0; index < Math.max(old.length, after.length); index++) {
    const changed = compare(nested.block, element(old, index), element(after, index), [...path, index]);
    // An element that exists on one side only cannot be addressed on both.
    if (index < old.length && index < after.length) found.push(...changed);
    else if (changed.length > 0) return [path];
  }
  return found;
}

const element = (list: Value[], index: number): Attributes | null =>
  (list[index] ?? null) as Attributes | null;

function forcesReplacement(nested: NestedBlock): boolean {
  return (
    nested.forceNew === true ||
    Object.values(nested.block.attributes).some((attribute) => attribute.forceNew) ||
    Object.values(nested.block.blocks).some(forcesReplacement)
  );
}
