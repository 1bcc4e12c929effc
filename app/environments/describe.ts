import { z } from "zod";
import { documentationOf } from "./field";
import { environmentSchema } from "./schema";
import { defaultOf, discriminatorOf, isOptional, optionsOf, unwrap } from "./schema-walk";

/** One field of an environment as documentation shows it. */
export interface FieldDescription {
  /** `clusters.<cluster>.nodeGroups.<group>.minSize`, `account.operators[]`. */
  readonly path: string;
  /** The choice under which the field exists, such as `via: "ssm-tunnel"`; undefined where it always does. */
  readonly when?: string;
  readonly type: string;
  readonly unit: string;
  /** The default as its file would state it, or "required". */
  readonly default: string;
  readonly meaning: string;
  /** What the field takes, phrased to follow "write". */
  readonly accepts: string;
}

/**
 * Every field of the schema, in its order, with what its documentation says.
 * @throws Error for a field without documentation: a defect of the schema
 */
export function describeSchema(schema: z.ZodType = environmentSchema): FieldDescription[] {
  return [...childrenOf(schema, "")];
}

function* childrenOf(schema: z.ZodType, path: string): Iterable<FieldDescription> {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject) {
    yield* fieldsOf(bare, path);
  } else if (bare instanceof z.ZodRecord) {
    const stands = documentationOf(schema)?.key?.stands;
    if (!stands) throw new Error(`The documentation of ${path} does not say what its keys stand for.`);
    yield* described(bare.valueType as z.ZodType, `${path}.<${stands}>`);
  } else if (bare instanceof z.ZodArray) {
    yield* described(bare.element as z.ZodType, `${path}[]`);
  } else if (bare instanceof z.ZodDiscriminatedUnion) {
    for (const option of optionsOf(bare)) {
      const when = `${bare.def.discriminator}: ${JSON.stringify(discriminatorOf(bare, option))}`;
      for (const field of fieldsOf(option, path)) yield { ...field, when };
    }
  }
}

function* fieldsOf(object: z.ZodObject, path: string): Iterable<FieldDescription> {
  for (const [key, child] of Object.entries(object.shape)) {
    yield* described(child as z.ZodType, path === "" ? key : `${path}.${key}`);
  }
}

function* described(schema: z.ZodType, path: string): Iterable<FieldDescription> {
  const documentation = documentationOf(schema);
  const { description, unit, accepts, computedDefault } = documentation ?? {};
  if (!description || !unit || !accepts) {
    throw new Error(
      `The field ${path} has no documentation; wrap it in field() with description, unit and accepts.`,
    );
  }
  yield {
    path,
    type: typeOf(unwrap(schema)),
    unit,
    default: defaultText(schema, path, computedDefault),
    meaning: description,
    accepts,
  };
  yield* childrenOf(schema, path);
}

function defaultText(schema: z.ZodType, path: string, computed: string | undefined): string {
  if (computed) return computed;
  if (isOptional(schema))
    throw new Error(`The field ${path} is optional and its documentation has no computedDefault.`);
  const value = defaultOf(schema);
  if (value !== undefined) {
    const fromFields = unwrap(schema) instanceof z.ZodObject && JSON.stringify(value) === "{}";
    return fromFields ? "the defaults of its fields" : JSON.stringify(value);
  }
  // An item of a list and an entry of a record exist because the author wrote them.
  return /(\]|>)$/.test(path) ? "none" : "required";
}

function typeOf(schema: z.ZodType): string {
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return "object";
  if (schema instanceof z.ZodDiscriminatedUnion) return "object";
  if (schema instanceof z.ZodArray) return "list";
  if (schema instanceof z.ZodNumber) return "whole number";
  if (schema instanceof z.ZodBoolean) return "true or false";
  if (schema instanceof z.ZodLiteral)
    return typeof schema.def.values[0] === "number" ? "whole number" : "string";
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum || schema instanceof z.ZodUnion)
    return "string";
  throw new Error(`describeSchema knows no schema of the kind "${schema.def.type}"; teach it.`);
}
