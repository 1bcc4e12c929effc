import { isAllow, isAnybody, nameOf, readPolicy } from "../policy-document";
import type { ConfigurationRule } from "../rule";

export const s3PolicyPrincipals: ConfigurationRule = {
  id: "s3-policy-principals",
  severity: "error",
  title: "S3 bucket policies allow named principals and lock nobody out",
  rationale:
    "An Allow for everybody publishes the bucket; a Deny of everything without a condition shuts out all but the root user.",
  source: { awsControls: ["S3.2", "S3.3"], checkov: ["CKV_AWS_70", "CKV_AWS_93"] },
  *check(stack) {
    const inline = stack.ofType("aws_s3_bucket").filter(({ attributes }) => attributes.policy !== undefined);
    for (const policy of [...stack.ofType("aws_s3_bucket_policy"), ...inline]) {
      const statements = readPolicy(policy.attributes.policy);
      if (statements === undefined) {
        yield {
          subject: policy,
          message: "Its policy is no JSON document that can be read here. Write it out.",
        };
        continue;
      }
      for (const statement of statements) {
        const everybody = statement.principals.some(isAnybody);
        if (isAllow(statement) && (everybody || statement.hasNotPrincipal)) {
          yield {
            subject: policy,
            message: `Its ${nameOf(statement, statements)} allows any principal. Name accounts, roles or services.`,
          };
        }
        const everything = statement.actions.some((action) => action === "s3:*" || action === "*");
        if (!isAllow(statement) && everybody && everything && statement.conditions.length === 0) {
          yield {
            subject: policy,
            message: `Its ${nameOf(statement, statements)} denies everything to everybody. Give it a condition.`,
          };
        }
      }
    }
  },
};
