import { isMap, isObject, isPrimitive, isTuple, type TypeExpression } from "../schema/type-expression";
import { DynamicallyTyped, UNKNOWN, type Value } from "../value";

/**
 * One text for all equal values of a type: sets sorted, members of objects and maps in the order of their names,
 * absent as null. Unknown equals only unknown.
 */
export function canonical(value: Value | undefined, type: TypeExpression): string {
  if (value === null || value === undefined) return "null";
  if (value === UNKNOWN) return "unknown";
  if (isPrimitive(type)) return canonicalPrimitive(value);
  if (isObject(type)) {
    const names = Object.keys(type[1]).sort();
    const members = value as Record<string, Value>;
    return `{${names.map((name) => `${name}:${canonical(members[name], type[1][name] ?? "dynamic")}`).join(",")}}`;
  }
  if (isTuple(type)) {
    const items = value as Value[];
    return `[${type[1].map((item, index) => canonical(items[index], item)).join(",")}]`;
  }
  const element = type[1];
  if (isMap(type)) {
    const entries = Object.entries(value as Record<string, Value>).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, element)}`).join(",")}}`;
  }
  const items = (value as Value[]).map((item) => canonical(item, element));
  if (type[0] === "set") items.sort();
  return `[${items.join(",")}]`;
}

/** True when Terraform would see no difference. */
export function equal(a: Value | undefined, b: Value | undefined, type: TypeExpression): boolean {
  if (a === b) return true;
  if (typeof type === "string" && type !== "dynamic" && typeof a !== "object" && typeof b !== "object") {
    return (a ?? null) === (b ?? null);
  }
  return canonical(a, type) === canonical(b, type);
}

function canonicalPrimitive(value: Value): string {
  if (!(value instanceof DynamicallyTyped)) return JSON.stringify(value);
  const type = value.type as TypeExpression;
  return `${JSON.stringify(type)}=${canonical(value.value, type)}`;
}
