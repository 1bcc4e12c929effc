import type { AttributeFacts, Facts } from "../behaviour";
import type { Attribute, Block, NestedBlock, Schema } from "./schema";

/**
 * Completes what a binding carries with what it cannot say.
 *
 * @param type Terraform's name, for messages
 * @throws Error when a fact names a path that the type does not have
 */
export function completeSchema(type: string, schema: Schema, facts: Facts, version = 0): Schema {
  applyConventions(schema.block);
  for (const [path, fact] of Object.entries(facts)) {
    const target = find(schema.block, path.split("."));
    if (target === undefined)
      throw new Error(`The facts of ${type} name "${path}", which ${type} does not have.`);
    if ("mode" in target) completeBlock(target, fact);
    else completeAttribute(target, fact, schema.legacyTypeSystem);
  }
  return { ...schema, version };
}

/** What holds for every type of the three providers, by name. */
function applyConventions(block: Block): void {
  for (const name of ["id", "tags_all", "region"]) {
    const attribute = block.attributes[name];
    if (attribute?.optional) attribute.computed = true;
  }
  markWriteOnly(block);
}

function markWriteOnly(block: Block): void {
  for (const [name, attribute] of Object.entries(block.attributes)) {
    if (name.endsWith("_wo")) attribute.writeOnly = true;
  }
  for (const nested of Object.values(block.blocks)) markWriteOnly(nested.block);
}

function completeAttribute(attribute: Attribute, fact: AttributeFacts, legacyTypeSystem: boolean): void {
  const { computed, default: fallback, forceNew, sensitive, writeOnly, equivalent } = fact;
  if (computed && !attribute.required) attribute.computed = true;
  if (fallback !== undefined) {
    attribute.default = fallback;
    // Terraform accepts a planned value that is not configured only for computed attributes; the old SDK is exempt.
    if (!legacyTypeSystem) attribute.computed = true;
  }
  if (forceNew) attribute.forceNew = true;
  if (sensitive) attribute.sensitive = true;
  if (writeOnly) attribute.writeOnly = true;
  if (equivalent) attribute.equivalent = equivalent;
}

function completeBlock(nested: NestedBlock, fact: AttributeFacts): void {
  if (fact.forceNew) nested.forceNew = true;
  if (fact.computed) nested.computed = true;
  if (fact.minItems !== undefined) nested.minItems = fact.minItems;
  if (fact.maxItems !== undefined) nested.maxItems = fact.maxItems;
}

function find(block: Block, path: readonly string[]): Attribute | NestedBlock | undefined {
  const [name = "", ...rest] = path;
  const attribute = block.attributes[name];
  if (rest.length === 0) return attribute ?? block.blocks[name];
  const inner = block.blocks[name]?.block ?? attribute?.nested?.block;
  return inner && find(inner, rest);
}
