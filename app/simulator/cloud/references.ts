import type { Behaviour, Reference } from "../behaviour";
import { type Attributes, UNKNOWN, type Value } from "../value";
import type { ObjectReference } from "./stored-object";

/** Every reference that the attributes make, one for each value. */
export function referencesIn(behaviour: Behaviour, attributes: Attributes): ObjectReference[] {
  return (behaviour.references ?? []).flatMap((reference) =>
    valuesAt(attributes, reference.path).map((value) => toObjectReference(reference, value)),
  );
}

function toObjectReference(reference: Reference, value: string): ObjectReference {
  const { path, type, attribute, blocksDelete } = reference;
  return { path, type, attribute, value, ...(blocksDelete === undefined ? {} : { blocksDelete }) };
}

/** The texts at a path without indices, through lists and blocks; what is null, empty or unknown is left out. */
export function valuesAt(attributes: Attributes, path: string): string[] {
  return walk(attributes, path.split("."));
}

function walk(value: Value | undefined, path: readonly string[]): string[] {
  if (value === undefined || value === null || value === UNKNOWN || value === "") return [];
  if (Array.isArray(value)) return value.flatMap((element) => walk(element, path));
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === "object" ? [] : [String(value)];
  if (typeof value !== "object" || !(name in value)) return [];
  return walk((value as Attributes)[name], rest);
}
