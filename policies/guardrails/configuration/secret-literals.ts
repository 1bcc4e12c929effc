import { looksRandom, secretByName } from "../../../app/secret-scan/literals";
import { isObject } from "../../../app/terraform/json";
import type { ConfigurationRule } from "../rule";

/** Types whose `data` is secret whatever its keys are called. */
const secretData: Readonly<Record<string, readonly string[]>> = {
  kubernetes_secret: ["data", "binary_data"],
  kubernetes_secret_v1: ["data", "binary_data"],
};

export const secretLiterals: ConfigurationRule = {
  id: "secret-literals",
  severity: "error",
  title: "No secret is written into the configuration",
  rationale:
    "What stands in the configuration stands in git, in the plan, in the state and in every copy of them.",
  source: { design: "No secret value in synth, plan, state or image", checkov: ["CKV_AWS_46"] },
  *check(stack) {
    for (const resource of stack.resources) {
      const named = Object.hasOwn(secretData, resource.type) ? (secretData[resource.type] ?? []) : [];
      for (const attribute of named) {
        if (!holdsLiteral(resource.attributes[attribute])) continue;
        yield {
          subject: resource,
          message: `${attribute} holds values. Use a write-only argument, or fetch them where they are used.`,
        };
      }
      for (const { path, kind, length } of literalsIn(resource.attributes, [])) {
        yield {
          subject: resource,
          message: `${path.join(".")} holds a literal that looks like a secret (${kind}, ${length} characters). Fetch it where it is used.`,
        };
      }
    }
  },
};

interface Literal {
  readonly path: readonly string[];
  readonly kind: string;
  /** Characters; the value itself is never shown. */
  readonly length: number;
}

function* literalsIn(value: unknown, path: readonly string[]): Iterable<Literal> {
  if (typeof value === "string") {
    const kind =
      secretByName(path.at(-1) ?? "", value) ?? (looksRandom(value) ? "random characters" : undefined);
    if (kind !== undefined) yield { path, kind, length: value.length };
    return;
  }
  if (typeof value !== "object" || value === null) return;
  // Environment variables come as pairs, `{ name: "DB_PASSWORD", value: "…" }`.
  if (isObject(value) && typeof value.name === "string") {
    const kind = secretByName(value.name, value.value);
    if (kind !== undefined) yield { path: [...path, value.name], kind, length: String(value.value).length };
  }
  for (const [key, child] of Object.entries(value)) {
    if (key === "//") continue;
    // In a list the name of the list counts.
    yield* literalsIn(child, Array.isArray(value) ? path : [...path, key]);
  }
}

function holdsLiteral(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.values(value).some((child) => typeof child === "string" && child !== "" && !child.includes("${"))
  );
}
