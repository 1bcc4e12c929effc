import { z } from "zod";
import { closeNames } from "../user-error";
import { documentationOf } from "./field";
import { formatPath, problem, quote, type Problem } from "./problem";
import { stepInto, unwrap } from "./schema-walk";

type Issue = z.core.$ZodIssue;

/**
 * Says what the schema refused, one sentence a field. Every sentence quotes the value received and what the field's
 * documentation accepts, so zod's own wording never reaches the user.
 */
export function problemsOf(error: z.ZodError, schema: z.ZodType, input: unknown): Problem[] {
  const problems = error.issues.flatMap((issue) => problemsOfIssue(issue, schema, input));
  return problems.filter((one, index) => problems.findIndex((other) => other.path === one.path) === index);
}

function problemsOfIssue(issue: Issue, schema: z.ZodType, input: unknown): Problem[] {
  const path = formatPath(issue.path);
  const target = locate(schema, input, issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = fieldNames(target.schema, target.value);
    return issue.keys.map((key) => problem(formatPath([...issue.path, key]), unknownKey(key, known)));
  }
  if (issue.code === "invalid_key") {
    const record = locate(schema, input, issue.path.slice(0, -1));
    const accepts = record.schema && documentationOf(record.schema)?.key?.accepts;
    return [
      problem(path, `the name ${quote(issue.path.at(-1))} is not allowed; write ${accepts ?? "another"}.`),
    ];
  }
  const accepts = (target.schema && documentationOf(target.schema)?.accepts) ?? "an object of settings";
  if (target.value === undefined) return [problem(path, `is missing; write ${accepts}.`)];
  return [problem(path || "environment", `received ${quote(target.value)}; write ${accepts}.`)];
}

function unknownKey(key: string, known: readonly string[]): string {
  const [best] = closeNames(key, known);
  const hint = best === undefined ? "delete it." : `did you mean "${best}"?`;
  return `there is no such field; ${hint} Known: ${[...known].sort().join(", ")}.`;
}

function locate(
  root: z.ZodType,
  input: unknown,
  path: readonly PropertyKey[],
): { schema?: z.ZodType; value: unknown } {
  let schema: z.ZodType | undefined = root;
  let value = input;
  for (const key of path) {
    schema = schema && stepInto(schema, value, key);
    value =
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  }
  return { schema, value };
}

function fieldNames(schema: z.ZodType | undefined, value: unknown): string[] {
  const bare = schema && unwrap(schema, value);
  return bare instanceof z.ZodObject ? Object.keys(bare.shape) : [];
}
