import { isObject } from "../../app/terraform/json";
import { list } from "./stack-configuration";

/** One statement of an IAM, KMS or S3 policy, with single values written as lists. */
export interface PolicyStatement {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly PolicyPrincipal[];
  readonly hasNotPrincipal: boolean;
  readonly conditions: readonly PolicyCondition[];
}

export interface PolicyPrincipal {
  /** "AWS", "Service", "Federated", or "*" for the bare wildcard. */
  readonly kind: string;
  readonly value: string;
}

export interface PolicyCondition {
  /** "StringEquals", "Bool", "ForAnyValue:StringLike" ... */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * Reads a JSON policy as it stands in the configuration; references inside strings stay as they are.
 * @returns undefined when the value is no JSON document, for example the result of a data source or a function
 */
export function readPolicy(value: unknown): PolicyStatement[] | undefined {
  if (typeof value !== "string") return undefined;
  let document: unknown;
  try {
    document = JSON.parse(value);
  } catch {
    return undefined;
  }
  if (!isObject(document)) return undefined;
  return list(document.Statement)
    .filter(isObject)
    .map((statement) => ({
      sid: typeof statement.Sid === "string" ? statement.Sid : "",
      effect: String(statement.Effect),
      actions: list(statement.Action).map(String),
      notActions: list(statement.NotAction).map(String),
      resources: list(statement.Resource).map(String),
      principals: principals(statement.Principal),
      hasNotPrincipal: statement.NotPrincipal !== undefined,
      conditions: conditions(statement.Condition),
    }));
}

/** "statement DenyInsecureTransport", or its position where it has no Sid. */
export function nameOf(statement: PolicyStatement, statements: readonly PolicyStatement[]): string {
  return statement.sid === ""
    ? `statement ${statements.indexOf(statement) + 1}`
    : `statement ${statement.sid}`;
}

export function isAllow(statement: PolicyStatement): boolean {
  return statement.effect === "Allow";
}

/** Whether anybody at all is meant: `"*"` or `{"AWS": "*"}`. */
export function isAnybody(principal: PolicyPrincipal): boolean {
  return principal.value === "*" && (principal.kind === "*" || principal.kind === "AWS");
}

/** Whether an IAM pattern (`s3:Get*`) covers an action; names are compared without case, as IAM does. */
export function covers(pattern: string, action: string): boolean {
  const [wanted, name] = [pattern.toLowerCase(), action.toLowerCase()];
  if (!/[*?]/.test(wanted)) return wanted === name;
  // Most patterns belong to another service; an expression for them would be built for nothing.
  const fixed = wanted.slice(0, wanted.search(/[*?]/));
  if (!name.startsWith(fixed)) return false;
  const expression = wanted
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${expression}$`).test(name);
}

function principals(value: unknown): PolicyPrincipal[] {
  // A list is nothing that AWS takes; a wildcard in it still says what is meant.
  if (value === "*" || (Array.isArray(value) && value.includes("*"))) return [{ kind: "*", value: "*" }];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([kind, names]) =>
    list(names).map((name) => ({ kind, value: String(name) })),
  );
}

function conditions(value: unknown): PolicyCondition[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([operator, keys]) =>
    isObject(keys)
      ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: list(values).map(String) }))
      : [],
  );
}
