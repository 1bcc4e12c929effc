/**
 * A value that terraform does not know yet ("known after apply"). A symbol, so that it can never be mistaken for
 * data; `value === UNKNOWN` narrows. Objects that the cloud holds never contain it.
 */
export const UNKNOWN: unique symbol = Symbol("unknown");
export type Unknown = typeof UNKNOWN;

/**
 * Terraform's value, decoded. Absent and null are the same and written `null`. Sets are arrays whose order means
 * nothing. A number that a JavaScript number cannot hold exactly is its decimal text. A value of a dynamically
 * typed attribute is a `DynamicallyTyped`.
 */
export type Value =
  null | boolean | number | string | Unknown | DynamicallyTyped | Value[] | { [name: string]: Value };

/** The attributes and blocks of one object, by Terraform's names; blocks that repeat are arrays. */
export type Attributes = Record<string, Value>;

/** A value that carries its own type (an attribute whose schema says `dynamic`). */
export class DynamicallyTyped {
  constructor(
    /** Type in Terraform's JSON notation: `"string"`, `["list", "string"]`, `["object", {...}]`. */
    readonly type: unknown,
    readonly value: Value,
  ) {}
}

/** The value with no list and no object of the original in it. */
export function copyValue<Copied extends Value>(value: Copied): Copied;
export function copyValue(value: Value): Value {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof DynamicallyTyped) return new DynamicallyTyped(value.type, copyValue(value.value));
  if (Array.isArray(value)) return value.map((element) => copyValue(element));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyValue(member)]));
}

/** True when the value, or anything inside it, is unknown. */
export function hasUnknown(value: Value | undefined): boolean {
  if (value === UNKNOWN) return true;
  if (value === null || typeof value !== "object") return false;
  if (value instanceof DynamicallyTyped) return hasUnknown(value.value);
  return (Array.isArray(value) ? value : Object.values(value)).some(hasUnknown);
}
