import { asArray, isObject } from "../terraform/json";
import type { JsonObject } from "../terraform/json";
import type { SecretFinding } from "./finding";
import { literalSecrets, membersOf, secretByName, type LiteralSecret } from "./literals";

/**
 * Finds secrets in a JSON document of Terraform's: a configuration, `terraform show -json` of a plan or a state, or
 * a state file. What a provider marks sensitive must hold no value; what is named like a secret must be no literal.
 */
export function scanTerraformDocument(source: string, document: unknown): SecretFinding[] {
  const found = new Map<string, SecretFinding>();
  for (const { path, kind, value } of [
    ...markedValues(document, []),
    ...literalSecrets(document, secretByName),
  ]) {
    const written = path.join(".");
    // The same value may be found by its mark and by its name; the mark says more and comes first.
    if (!found.has(written)) {
      const length = typeof value === "string" ? value.length : JSON.stringify(value).length;
      found.set(written, { source, line: 1, path: written, kind, length });
    }
  }
  return [...found.values()];
}

/** Pairs of a value and its marks, in the JSON output format of plans and states. */
const pairs: readonly (readonly [value: string, marks: string])[] = [
  ["values", "sensitive_values"],
  ["before", "before_sensitive"],
  ["after", "after_sensitive"],
];

function* markedValues(node: unknown, path: readonly string[]): Iterable<LiteralSecret> {
  if (typeof node !== "object" || node === null) return;
  if (isObject(node)) {
    for (const [value, marks] of pairs) yield* marked(node[value], node[marks], [...path, value]);
    yield* outputs(node.outputs, [...path, "outputs"]);
    for (const attributePath of asArray(node.sensitive_attributes))
      yield* stateAttribute(node, attributePath, path);
  }
  for (const [key, child] of membersOf(node)) yield* markedValues(child, [...path, key]);
}

/** Marks have the shape of the value, with `true` where everything below is sensitive. */
function* marked(value: unknown, marks: unknown, path: readonly string[]): Iterable<LiteralSecret> {
  if (marks === true) {
    if (holdsSomething(value)) yield { path, kind: "sensitive attribute", value };
    return;
  }
  if (typeof marks !== "object" || marks === null || typeof value !== "object" || value === null) return;
  for (const [key, mark] of Object.entries(marks)) {
    yield* marked((value as JsonObject)[key], mark, [...path, key]);
  }
}

function* outputs(declared: unknown, path: readonly string[]): Iterable<LiteralSecret> {
  if (!isObject(declared)) return;
  for (const [name, output] of Object.entries(declared)) {
    if (isObject(output) && output.sensitive === true && holdsSomething(output.value)) {
      yield { path: [...path, name], kind: "sensitive output", value: output.value };
    }
  }
}

/** State files list sensitive attributes as steps: `[{ "type": "get_attr", "value": "password" }]`. */
function* stateAttribute(
  instance: JsonObject,
  steps: unknown,
  path: readonly string[],
): Iterable<LiteralSecret> {
  let value: unknown = instance.attributes;
  const written = [...path, "attributes"];
  for (const step of asArray(steps)) {
    const raw = isObject(step) ? step.value : undefined;
    const key = isObject(raw) ? String(raw.value) : String(raw);
    written.push(key);
    value = typeof value === "object" && value !== null ? (value as JsonObject)[key] : undefined;
  }
  if (holdsSomething(value)) yield { path: written, kind: "sensitive attribute", value };
}

function holdsSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || value === false) return false;
  return typeof value !== "object" || Object.values(value).some(holdsSomething);
}
