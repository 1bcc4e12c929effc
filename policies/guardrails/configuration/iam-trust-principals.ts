import { isAllow, nameOf, readPolicy } from "../policy-document";
import type { ConfigurationRule } from "../rule";

export const iamTrustPrincipals: ConfigurationRule = {
  id: "iam-trust-principals",
  severity: "error",
  title: "Roles are assumed by named principals only",
  rationale:
    "A wildcard in a trust policy lets every AWS account, service or identity provider ask for the role's credentials.",
  source: { checkov: ["CKV_AWS_60", "CKV_AWS_61"] },
  *check(stack) {
    for (const role of stack.ofType("aws_iam_role")) {
      const statements = readPolicy(role.attributes.assume_role_policy) ?? [];
      for (const statement of statements.filter(isAllow)) {
        const wild = statement.principals.filter((principal) => principal.value.includes("*"));
        if (wild.length === 0 && !statement.hasNotPrincipal) continue;
        yield {
          subject: role,
          message: `In its trust policy ${nameOf(statement, statements)} allows ${wild.map(({ kind, value }) => `${kind} ${value}`).join(", ") || "everybody but some (NotPrincipal)"}. Name the principals.`,
        };
      }
    }
  },
};
