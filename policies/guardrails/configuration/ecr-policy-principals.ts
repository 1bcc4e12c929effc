import { isAllow, isAnybody, nameOf, readPolicy } from "../policy-document";
import type { ConfigurationRule } from "../rule";

export const ecrPolicyPrincipals: ConfigurationRule = {
  id: "ecr-policy-principals",
  severity: "error",
  title: "Policies of image repositories allow named principals only",
  rationale: "An Allow for everybody lets any account of AWS pull the images, or push into them.",
  source: { checkov: ["CKV_AWS_32"] },
  *check(stack) {
    for (const policy of stack.ofType("aws_ecr_repository_policy")) {
      const statements = readPolicy(policy.attributes.policy);
      if (statements === undefined) {
        yield {
          subject: policy,
          message: "Its policy is no JSON document that can be read here. Write it out.",
        };
        continue;
      }
      for (const statement of statements.filter(isAllow)) {
        if (!statement.hasNotPrincipal && !statement.principals.some(isAnybody)) continue;
        yield {
          subject: policy,
          message: `Its ${nameOf(statement, statements)} allows any principal. Name accounts, roles or services.`,
        };
      }
    }
  },
};
