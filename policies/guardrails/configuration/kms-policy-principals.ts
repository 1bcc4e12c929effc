import type { ConfigurationRule } from "../rule";
import { isAllow, isAnybody, nameOf, readPolicy } from "../policy-document";

export const kmsPolicyPrincipals: ConfigurationRule = {
  id: "kms-policy-principals",
  severity: "error",
  title: "KMS keys state a policy that names its principals",
  rationale:
    "Without a policy of its own a key takes AWS's default; a wildcard principal gives the key to every account.",
  source: { awsControls: ["KMS.5"], checkov: ["CKV_AWS_33", "CKV2_AWS_64"] },
  *check(stack) {
    for (const key of stack.ofType("aws_kms_key")) {
      if (
        key.attributes.policy === undefined &&
        stack.companions(key, "aws_kms_key_policy", "key_id").length === 0
      ) {
        yield {
          subject: key,
          message: "It has no policy. State one that names who may use and who may manage the key.",
        };
        continue;
      }
      const statements = readPolicy(key.attributes.policy) ?? [];
      for (const statement of statements.filter(isAllow)) {
        if (!statement.hasNotPrincipal && !statement.principals.some(isAnybody)) continue;
        yield {
          subject: key,
          message: `In its policy ${nameOf(statement, statements)} allows any principal. Name the accounts or roles.`,
        };
      }
    }
  },
};
