import { asObject, asText, isObject, type JsonObject } from "../terraform/json";
import type { Diagnostic } from "../terraform/diagnostics";
import { oneLine, shorten } from "../terraform/failure-rules";
import { typeOf } from "./claims";
import { importRuleOf } from "./import-ids/table";
import type { ConfiguredResource } from "./stack-source";

/** An object that may exist. */
export interface Candidate {
  /** Address that it would be imported to, or that its tag says. */
  readonly address: string;
  readonly id: string;
  /** A resource of its type, whose block stands for it. */
  readonly template: ConfiguredResource;
}

/** What terraform says of a candidate. */
export type Finding =
  | { readonly kind: "exists" }
  | { readonly kind: "missing" }
  /** The provider could not read it; its words. */
  | { readonly kind: "unreadable"; readonly words: string };

/** Asks terraform which of some candidates exist; changes nothing. */
export type TakeCensus = (candidates: readonly Candidate[]) => Promise<readonly Finding[]>;

const unknown = "drydock_unknown";

/**
 * A configuration that imports candidates and declares nothing else, to be planned with an empty state: each import
 * reads one object, and none waits for another one, since whatever a block refers to is replaced by a value that is
 * not known yet. So one plan tells of all of them, and reads nothing else.
 * @param stack the configuration of the stack, for its providers
 */
export function censusConfiguration(stack: JsonObject, candidates: readonly Candidate[]): JsonObject {
  const { backend: _, ...terraform } = asObject(stack["terraform"]);
  const resource: Record<string, JsonObject> = { terraform_data: { [unknown]: {} } };
  candidates.forEach(({ template }, index) => {
    const { lifecycle: __, depends_on: ___, ...body } = template.body;
    resource[template.type] = {
      ...resource[template.type],
      [nameOf(index)]: withoutReferences(body) as JsonObject,
    };
  });
  const blocks = candidates.map((candidate, index) => ({
    to: placeOf(candidate, index),
    id: escapeTemplates(candidate.id),
  }));
  return { terraform, provider: stack["provider"], resource, import: blocks };
}

function nameOf(index: number): string {
  return `drydock_candidate_${index}`;
}

function placeOf({ template }: Candidate, index: number): string {
  return `${template.type}.${nameOf(index)}`;
}

/** An import id is taken literally. */
export function escapeTemplates(id: string): string {
  return id.replace(/([$%])\{/g, "$1$1{");
}

function withoutReferences(value: unknown): unknown {
  const text = asText(value);
  // What jsondecode makes of an unknown text has no type yet, so it fits wherever the reference stood.
  if (text !== undefined) return /[$%]\{/.test(text) ? `\${jsondecode(terraform_data.${unknown}.id)}` : text;
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutReferences(item)]));
}

/**
 * Reads a census: Terraform names each import that is not there, and lists what it could plan. The errors of a provider
 * come without an address and are told by the id in them, or by the words that a type is known for.
 * @param planned addresses that the plan lists
 * @returns one finding a candidate; undefined for those that nothing is said of
 */
export function readCensus(
  candidates: readonly Candidate[],
  diagnostics: readonly Diagnostic[],
  planned: ReadonlySet<string>,
): (Finding | undefined)[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const gone = new Set(
    errors.map(
      ({ summary, detail }) =>
        summary === "Cannot import non-existent remote object" &&
        /^While attempting to import an existing object to "([^"]+)"/.exec(detail)?.[1],
    ),
  );
  const texts = errors.map(({ summary, detail }) => oneLine(`${summary} ${detail}`));
  return candidates.map((candidate, index): Finding | undefined => {
    const place = placeOf(candidate, index);
    if (planned.has(place)) return { kind: "exists" };
    if (gone.has(place)) return { kind: "missing" };
    const { id, template } = candidate;
    const words = texts.find((text) => text.includes(`(${id})`) || text.includes(`"${id}"`));
    if (words !== undefined) return { kind: "unreadable", words: shorten(words, 300) };
    const missing = importRuleOf(typeOf(template.address))?.missing;
    return missing && texts.some((text) => missing.test(text)) ? { kind: "missing" } : undefined;
  });
}
