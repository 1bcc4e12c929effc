import type { CallContext } from "../behaviour";
import { attachmentsOf, inlinePoliciesOf } from "./iam-policies";
import { text } from "./identifiers";
import { concerns, parsePolicy } from "./json-policy";

const MANAGED = "arn:aws:iam::aws:policy/";

/**
 * Whether a role's policies allow an action on anything: a policy of AWS's own that is known to (by what follows
 * `policy/`), or a statement of the account's. Conditions and resources are not evaluated.
 */
export function roleAllows(
  roleName: string,
  action: string,
  managedPolicies: readonly string[],
  context: CallContext,
): boolean {
  const documents = inlinePoliciesOf(roleName, context).map((policy) => text(policy.attributes["policy"]));
  for (const attachment of attachmentsOf(roleName, context)) {
    const arn = text(attachment.attributes["policy_arn"]);
    const name = arn.startsWith(MANAGED) ? arn.slice(MANAGED.length) : undefined;
    if (name !== undefined && (name === "AdministratorAccess" || managedPolicies.includes(name))) return true;
    documents.push(text(context.cloud.get("aws_iam_policy", arn, context)?.attributes["policy"]));
  }
  return documents.some((document) => allows(document, action));
}

function allows(document: string, action: string): boolean {
  const policy = parsePolicy(document);
  if ("problem" in policy) return false;
  return policy.statements.some((statement) => statement.effect === "Allow" && concerns(statement, action));
}

/** Whether a service may take a role, by the role's trust policy. */
export function trusts(assumeRolePolicy: string, service: string, action = "sts:AssumeRole"): boolean {
  const policy = parsePolicy(assumeRolePolicy);
  if ("problem" in policy) return false;
  return policy.statements.some(
    (statement) =>
      statement.effect === "Allow" &&
      concerns(statement, action) &&
      (statement.principals?.["Service"]?.includes(service) ?? false),
  );
}
