import type { SecretFinding } from "../../../app/secret-scan/finding";
import { literalSecrets, looksRandom, secretByName } from "../../../app/secret-scan/literals";
import { scanAssignments, scanShapes } from "../../../app/secret-scan/text-patterns";
import { isObject } from "../../../app/terraform/json";
import type { ConfigurationRule } from "../rule";
import type { TerraformJson } from "../stack-configuration";

/** Types whose `data` is secret whatever its keys are called. */
const secretData: Readonly<Record<string, readonly string[]>> = {
  kubernetes_secret: ["data", "binary_data"],
  kubernetes_secret_v1: ["data", "binary_data"],
};

/** What a machine runs when it starts, plain or in base64. */
const scripts = ["user_data", "user_data_base64"];

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
      const declared = plain(resource.attributes);
      for (const { path, kind, value } of literalSecrets(declared, judge)) {
        yield {
          subject: resource,
          message: `${path.join(".")} holds a literal that looks like a secret (${kind}, ${String(value).length} characters). Fetch it where it is used.`,
        };
      }
      for (const argument of scripts) {
        for (const { line, kind, length } of scanScript(declared[argument])) {
          yield {
            subject: resource,
            message: `Line ${line} of ${argument} holds a secret (${kind}, ${length} characters). Fetch it where it is used.`,
          };
        }
      }
    }
  },
};

function judge(name: string, text: string): string | undefined {
  return secretByName(name, text) ?? (looksRandom(text) ? "random characters" : undefined);
}

/** A resource's arguments without the comment, and its scripts as the machine reads them. */
function plain({ "//": _comment, ...rest }: TerraformJson): Record<string, unknown> {
  const declared: Record<string, unknown> = rest;
  for (const argument of scripts) {
    const script = declared[argument];
    if (typeof script !== "string" || !/^[A-Za-z0-9+/=\s]+$/.test(script)) continue;
    declared[argument] = Buffer.from(script, "base64").toString();
  }
  return declared;
}

function scanScript(script: unknown): SecretFinding[] {
  if (typeof script !== "string") return [];
  // What a script gets from a command or a variable is no literal. A key's shape is one after a blank only.
  const literals = script.replace(/=(["']?)\$\S*/g, "=$1$").replaceAll("=", "= ");
  return [...scanShapes("script", literals), ...scanAssignments("script", literals)];
}

function holdsLiteral(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.values(value).some((child) => typeof child === "string" && child !== "" && !child.includes("${"))
  );
}
