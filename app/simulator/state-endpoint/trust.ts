import { concerns, parsePolicy, type Statement } from "../aws/json-policy";
import type { Caller } from "./credentials";

/**
 * Whether a role's trust policy lets the caller in. A person's or CI's credentials stand for whoever in that account
 * the estate means to deploy it; so with them a policy is good when it lets in anybody of the account. A session
 * stands for its own role. Conditions on the caller's ARN and on the external id are evaluated, others are taken as
 * met (multi-factor authentication, addresses).
 */
export function admits(trustPolicy: string, caller: Caller, externalId: string | null): boolean {
  const policy = parsePolicy(trustPolicy);
  if ("problem" in policy) return false;
  const relevant = policy.statements.filter(
    (statement) => concerns(statement, "sts:AssumeRole") && conditionsHold(statement, caller, externalId),
  );
  return (
    relevant.some((statement) => statement.effect === "Allow" && namesCaller(statement, caller)) &&
    !relevant.some((statement) => statement.effect === "Deny" && statement.principals?.["AWS"]?.includes("*"))
  );
}

function namesCaller(statement: Statement, caller: Caller): boolean {
  return (statement.principals?.["AWS"] ?? []).some(
    (name) =>
      name === "*" ||
      name === caller.account ||
      name === `arn:aws:iam::${caller.account}:root` ||
      isCaller(name, caller),
  );
}

/** Whether an ARN, in which `*` may stand for anything, means the caller. */
function isCaller(pattern: string, caller: Caller): boolean {
  if (isPerson(caller))
    return pattern === "*" || pattern.split(":")[4] === caller.account || pattern.split(":")[4] === "*";
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(roleOf(caller)) || pattern === caller.arn;
}

function isPerson(caller: Caller): boolean {
  return caller.arn.includes(":user/");
}

/** `aws:PrincipalArn` of a session is its role's ARN. */
function roleOf(caller: Caller): string {
  const [, role = ""] = caller.arn.split("/");
  return `arn:aws:iam::${caller.account}:role/${role}`;
}

function conditionsHold(statement: Statement, caller: Caller, externalId: string | null): boolean {
  return Object.entries(statement.conditions ?? {}).every(([operator, keys]) => {
    if (typeof keys !== "object" || keys === null) return true;
    return Object.entries(keys).every(([key, expected]) => {
      const values = (Array.isArray(expected) ? expected : [expected]).map(String);
      const negated = /Not/i.test(operator);
      if (/^sts:externalid$/i.test(key)) return values.includes(externalId ?? "") !== negated;
      if (/^aws:principalarn$/i.test(key)) return values.some((value) => isCaller(value, caller)) !== negated;
      return true;
    });
  });
}
