import { z } from "zod";

/**
 * Reads the schema as data: the error messages and the documentation both need to know which field a path means.
 * Only the kinds of schema that an environment is made of are known here; another kind is a defect and throws.
 */

/** The schema without defaults and the like; of a discriminated union, the option that the value chooses. */
export function unwrap(schema: z.ZodType, value?: unknown): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return unwrap(schema.unwrap() as z.ZodType, value);
  }
  if (schema instanceof z.ZodPipe) return unwrap(schema.in as z.ZodType, value);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const chosen = optionsOf(schema).find(
      (option) => discriminatorOf(schema, option) === read(value, schema.def.discriminator),
    );
    return chosen ?? schema;
  }
  return schema;
}

/** The field behind one key, or undefined where the schema has none. */
export function stepInto(schema: z.ZodType, value: unknown, key: PropertyKey): z.ZodType | undefined {
  const bare = unwrap(schema, value);
  if (bare instanceof z.ZodObject) return bare.shape[String(key)] as z.ZodType | undefined;
  if (bare instanceof z.ZodRecord) return bare.valueType as z.ZodType;
  if (bare instanceof z.ZodArray) return bare.element as z.ZodType;
  if (bare instanceof z.ZodDiscriminatedUnion && key === bare.def.discriminator) {
    return optionsOf(bare)[0]?.shape[key] as z.ZodType | undefined;
  }
  return undefined;
}

export function optionsOf(union: z.ZodDiscriminatedUnion): z.ZodObject[] {
  return union.options as unknown as z.ZodObject[];
}

/** The value of the discriminator that chooses an option. */
export function discriminatorOf(union: z.ZodDiscriminatedUnion, option: z.ZodObject): unknown {
  const literal = option.shape[union.def.discriminator];
  return literal instanceof z.ZodLiteral ? literal.value : undefined;
}

/** The default of a field in the input's terms, or undefined where it has none. */
export function defaultOf(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema.def.defaultValue;
  return undefined;
}

export function isOptional(schema: z.ZodType): boolean {
  return schema instanceof z.ZodOptional;
}

function read(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
