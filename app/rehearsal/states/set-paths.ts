import { SchemaLibrary } from "../../simulator/schema/library";
import { type Schema, blockType } from "../../simulator/schema/schema";
import { isObject, isPrimitive, isTuple, type TypeExpression } from "../../simulator/schema/type-expression";

const schemas = new Map<string, TypeExpression>();

/**
 * Whether an attribute or block is a set by the provider's schema, so that the order of its members means nothing.
 * @param path as in "rule[0].filter"
 */
export function isSet(type: string, path: string): boolean {
  let at: TypeExpression | undefined = typeOf(type);
  for (const part of path.split(/[.[\]]+/).filter((each) => each !== "")) {
    if (at === undefined || isPrimitive(at)) return false;
    if (isObject(at)) at = at[1][part];
    else at = isTuple(at) ? at[1][Number(part)] : at[1];
  }
  return at?.[0] === "set";
}

function typeOf(type: string): TypeExpression {
  const known = schemas.get(type);
  if (known) return known;
  const [provider = ""] = type.split("_");
  const schema: Schema = new SchemaLibrary(provider).resource(type);
  const found = blockType(schema.block);
  schemas.set(type, found);
  return found;
}
