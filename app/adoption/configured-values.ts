import { asText, isObject, type JsonObject } from "../terraform/json";

/** What an attribute of another resource of the stack is known to be; undefined when it is not. */
export type KnownAttribute = (address: string, attribute: string) => unknown;

const reference = /^\$\{([a-z0-9_]+\.[\w-]+)\.([a-z0-9_]+)\}$/;

/**
 * The values of a resource's block as far as they can be told without a plan: literals, and references to one attribute
 * of another resource. Whatever else stands there is left out; a plan says it later.
 */
export function configuredValues(body: JsonObject, known: KnownAttribute): JsonObject {
  return evaluated(body, known) as JsonObject;
}

function evaluated(value: unknown, known: KnownAttribute): unknown {
  const text = asText(value);
  if (text !== undefined) {
    const [, address, attribute] = reference.exec(text) ?? [];
    if (address !== undefined && attribute !== undefined) return known(address, attribute);
    return /[$%]\{/.test(text) ? undefined : text;
  }
  if (Array.isArray(value)) return value.map((item) => evaluated(item, known));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      const result = evaluated(item, known);
      return result === undefined ? [] : [[name, result]];
    }),
  );
}
