import { literalSecrets, looksRandom, secretByName } from "../../../app/secret-scan/literals";
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
      const { "//": _comment, ...declared } = resource.attributes;
      for (const { path, kind, value } of literalSecrets(declared, judge)) {
        yield {
          subject: resource,
          message: `${path.join(".")} holds a literal that looks like a secret (${kind}, ${String(value).length} characters). Fetch it where it is used.`,
        };
      }
    }
  },
};

function judge(name: string, text: string): string | undefined {
  return secretByName(name, text) ?? (looksRandom(text) ? "random characters" : undefined);
}

function holdsLiteral(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.values(value).some((child) => typeof child === "string" && child !== "" && !child.includes("${"))
  );
}
