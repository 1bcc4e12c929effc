import type { Block } from "../schema/schema";
import { nestedBlockType } from "../schema/schema";
import { isMap, isObject, isPrimitive, isTuple, type TypeExpression } from "../schema/type-expression";
import { UNKNOWN, type Attributes, type Value } from "../value";

/**
 * An applied object must be wholly known. What the cloud did not decide becomes what the old SDK would store: null
 * for texts and numbers, false, empty collections. Write-only attributes are never kept.
 */
export function completed(block: Block, attributes: Attributes): Attributes {
  const known: Attributes = {};
  for (const [name, attribute] of Object.entries(block.attributes)) {
    known[name] = attribute.writeOnly ? null : fill(attributes[name] ?? null, attribute.type);
  }
  for (const [name, nested] of Object.entries(block.blocks)) {
    const value = attributes[name] ?? null;
    if (Array.isArray(value)) {
      known[name] = value.map((element) =>
        isAttributes(element) ? completed(nested.block, element) : element,
      );
    } else {
      known[name] = isAttributes(value)
        ? completed(nested.block, value)
        : fill(value, nestedBlockType(nested));
    }
  }
  return known;
}

const isAttributes = (value: Value): value is Attributes =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function fill(value: Value, type: TypeExpression): Value {
  if (value === UNKNOWN) return emptyValue(type);
  if (value === null || isPrimitive(type)) return value;
  if (isObject(type)) {
    const members = value as Attributes;
    return Object.fromEntries(
      Object.entries(type[1]).map(([name, member]) => [name, fill(members[name] ?? null, member)]),
    );
  }
  if (isTuple(type)) return (value as Value[]).map((item, index) => fill(item, type[1][index] ?? "dynamic"));
  const element = type[1];
  if (isMap(type)) {
    return Object.fromEntries(
      Object.entries(value as Attributes).map(([key, item]) => [key, fill(item, element)]),
    );
  }
  return (value as Value[]).map((item) => fill(item, element));
}

function emptyValue(type: TypeExpression): Value {
  if (type === "bool") return false;
  if (isPrimitive(type)) return null;
  if (isObject(type)) {
    return Object.fromEntries(Object.entries(type[1]).map(([name, member]) => [name, emptyValue(member)]));
  }
  return isMap(type) ? {} : [];
}
