import { isAllow, nameOf, readPolicy } from "../policy-document";
import type { PolicyPrincipal, PolicyStatement } from "../policy-document";
import type { ConfigurationRule } from "../rule";

export const iamTrustPrincipals: ConfigurationRule = {
  id: "iam-trust-principals",
  severity: "error",
  title: "Roles are assumed by named principals only",
  rationale:
    "A wildcard in a trust policy lets every AWS account, service or identity provider ask for the role's credentials; an account's root lets all of its users and roles.",
  source: { checkov: ["CKV_AWS_60", "CKV_AWS_61"] },
  *check(stack) {
    for (const role of stack.ofType("aws_iam_role")) {
      const statements = readPolicy(role.attributes.assume_role_policy) ?? [];
      for (const statement of statements.filter(isAllow)) {
        const tooMany = statement.principals.filter((principal) => isMany(principal, statement));
        if (tooMany.length === 0 && !statement.hasNotPrincipal) continue;
        const named = tooMany.map(({ kind, value }) => `${kind} ${value}`).join(", ");
        yield {
          subject: role,
          message: `In its trust policy ${nameOf(statement, statements)} allows ${named || "everybody but some (NotPrincipal)"}. Name the roles or services.`,
        };
      }
    }
  },
};

/** A wildcard, or every principal of an account (its root) that no condition narrows. */
function isMany({ value }: PolicyPrincipal, statement: PolicyStatement): boolean {
  const wholeAccount = /^(arn:[^:]*:iam::\d{12}:root|\d{12})$/.test(value);
  return value.includes("*") || (wholeAccount && statement.conditions.length === 0);
}
