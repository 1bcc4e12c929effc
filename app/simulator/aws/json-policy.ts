/** A statement of a policy, with every member that may be one or many as an array. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** Principals by kind: `AWS`, `Service`, `Federated`, `CanonicalUser`; `"*"` alone is `{ AWS: ["*"] }`. */
  readonly principals: Readonly<Record<string, readonly string[]>> | undefined;
  readonly hasNotPrincipal: boolean;
  readonly conditions: Readonly<Record<string, unknown>> | undefined;
}

export interface PolicyDocument {
  readonly statements: readonly Statement[];
  /** Size as IAM counts it: without white space between the tokens. */
  readonly characters: number;
}

const STATEMENT_MEMBERS = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);

/**
 * Reads a policy (IAM User Guide, "Grammar of the IAM JSON policy language").
 * @returns a sentence in AWS's words when the document is malformed
 */
export function parsePolicy(document: string): PolicyDocument | { readonly problem: string } {
  if (!document.startsWith("{")) return { problem: "JSON strings must not have leading spaces" };
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch {
    return { problem: "This policy contains invalid Json" };
  }
  if (!isRecord(parsed)) return { problem: "Syntax errors in policy." };
  const version = parsed["Version"];
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    return { problem: "Syntax errors in policy." };
  }
  if (parsed["Statement"] === undefined) return { problem: "Missing required field Statement" };
  const statements: Statement[] = [];
  const sids = new Set<string>();
  for (const raw of list(parsed["Statement"])) {
    const statement = readStatement(raw);
    if (statement === undefined) return { problem: "Syntax errors in policy." };
    const sid = isRecord(raw) ? raw["Sid"] : undefined;
    if (typeof sid === "string" && sid !== "") {
      if (sids.has(sid)) return { problem: "Statement IDs (SID) in a single policy must be unique." };
      sids.add(sid);
    }
    statements.push(statement);
  }
  return { statements, characters: JSON.stringify(parsed).length };
}

function readStatement(raw: unknown): Statement | undefined {
  if (!isRecord(raw) || Object.keys(raw).some((member) => !STATEMENT_MEMBERS.has(member))) return undefined;
  const effect = raw["Effect"];
  if (effect !== "Allow" && effect !== "Deny") return undefined;
  const principals = readPrincipals(raw["Principal"]);
  if (raw["Principal"] !== undefined && principals === undefined) return undefined;
  const condition = raw["Condition"];
  if (condition !== undefined && !isRecord(condition)) return undefined;
  return {
    effect,
    actions: textList(raw["Action"]),
    notActions: textList(raw["NotAction"]),
    resources: textList(raw["Resource"]),
    notResources: textList(raw["NotResource"]),
    principals,
    hasNotPrincipal: raw["NotPrincipal"] !== undefined,
    conditions: condition,
  };
}

function readPrincipals(raw: unknown): Record<string, string[]> | undefined {
  if (raw === "*") return { AWS: ["*"] };
  if (!isRecord(raw)) return undefined;
  return Object.fromEntries(Object.entries(raw).map(([kind, names]) => [kind, textList(names)]));
}

/** Whether an action of a policy (`s3:Get*`) covers one action, without regard to case, as IAM matches. */
export function covers(pattern: string, action: string): boolean {
  return matchesPattern(pattern.toLowerCase(), action.toLowerCase());
}

/** Whether a text is one that a policy's pattern means: `*` any characters, `?` one. */
export function matchesPattern(pattern: string, candidate: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(candidate);
}

/** Whether a statement speaks of an action. */
export function concerns(statement: Statement, action: string): boolean {
  if (statement.actions.length > 0) return statement.actions.some((pattern) => covers(pattern, action));
  return statement.notActions.length > 0 && !statement.notActions.some((pattern) => covers(pattern, action));
}

/** Two documents that say the same, whatever their white space and the order of their members and lists. */
export function samePolicy(planned: string, prior: string): boolean {
  if (planned === prior) return true;
  try {
    return canonical(JSON.parse(planned)) === canonical(JSON.parse(prior));
  } catch {
    return false;
  }
}

/** A single text and a list of one are the same to IAM, and lists of texts have no order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    if (value.length === 1) return canonical(value[0]);
    const members = value.map(canonical);
    return `[${value.every((one) => typeof one === "string") ? members.sort().join() : members.join()}]`;
  }
  if (isRecord(value)) {
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`;
  }
  return JSON.stringify(value) ?? "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function textList(value: unknown): string[] {
  return list(value).filter((element): element is string => typeof element === "string");
}
