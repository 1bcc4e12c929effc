import { isAllow, nameOf, readPolicy } from "../policy-document";
import type { PolicyStatement } from "../policy-document";
import type { ConfigurationRule } from "../rule";

export const iamTrustOidcConditions: ConfigurationRule = {
  id: "iam-trust-oidc-conditions",
  severity: "error",
  title: "Roles for OIDC identities check audience and subject",
  rationale:
    "An identity provider such as a public CI service signs tokens for everybody; without a condition on aud and sub each of its users can take the role.",
  source: { checkov: ["CKV_AWS_393"] },
  *check(stack) {
    for (const role of stack.ofType("aws_iam_role")) {
      const statements = readPolicy(role.attributes.assume_role_policy) ?? [];
      for (const statement of statements.filter(isAllow)) {
        if (!statement.actions.includes("sts:AssumeRoleWithWebIdentity")) continue;
        const missing = ["aud", "sub"].filter((claim) => !isChecked(statement, claim));
        if (missing.length === 0) continue;
        yield {
          subject: role,
          message: `In its trust policy ${nameOf(statement, statements)} does not pin ${missing.join(" and ")}. Add StringEquals (or StringLike with a fixed beginning) on the provider's :aud and :sub.`,
        };
      }
    }
  },
};

/**
 * A pattern such as `repo:*` or `*` pins nothing: everything after the first segment would be the caller's choice.
 * Nor does ForAllValues, which holds for a token without the claim.
 */
function isChecked(statement: PolicyStatement, claim: string): boolean {
  return statement.conditions.some(
    ({ operator, key, values }) =>
      /^(ForAnyValue:)?String(Equals|Like)$/.test(operator) &&
      key.endsWith(`:${claim}`) &&
      values.length > 0 &&
      values.every((value) => !/^[^:/]*:?\*/.test(value)),
  );
}
