import { concerns, matchesPattern, parsePolicy, type Statement } from "../aws/json-policy";
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
  // `aws:PrincipalArn` of a session is its role's ARN.
  if (caller.roleArn !== undefined) return matchesPattern(pattern, caller.roleArn) || pattern === caller.arn;
  const account = pattern.split(":")[4];
  return pattern === "*" || account === "*" || account === caller.account;
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
