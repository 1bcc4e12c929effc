import { Decimal } from "decimal.js";

/** The type with every property readonly, all the way down; a Decimal is immutable by itself. */
export type Immutable<T> = T extends Decimal | string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Immutable<Item>[]
    : { readonly [Key in keyof T]: Immutable<T[Key]> };

/** Freezes a value of plain objects, arrays and Decimals all the way down, and returns it. */
export function freeze<T>(value: T): Immutable<T> {
  if (typeof value === "object" && value !== null && !Decimal.isDecimal(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value as Immutable<T>;
}
