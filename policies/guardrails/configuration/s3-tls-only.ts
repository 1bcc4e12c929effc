import { isAnybody, readPolicy } from "../policy-document";
import type { PolicyStatement } from "../policy-document";
import type { ConfigurationRule } from "../rule";

export const s3TlsOnly: ConfigurationRule = {
  id: "s3-tls-only",
  severity: "error",
  title: "S3 bucket policies refuse requests without TLS",
  rationale:
    "S3 still answers plain HTTP; only a policy keeps a client that is configured wrongly from using it.",
  source: { cis: ["2.1.1"], awsControls: ["S3.5"] },
  *check(stack) {
    for (const bucket of stack.ofType("aws_s3_bucket")) {
      const policies = stack.companions(bucket, "aws_s3_bucket_policy", "bucket");
      const statements = policies.flatMap((policy) => readPolicy(policy.attributes.policy) ?? []);
      if (statements.some(deniesPlainHttp)) continue;
      yield {
        subject: bucket,
        message: `${policies.length === 0 ? "It has no bucket policy" : "Its bucket policy does not deny requests without TLS"}. Deny s3:* to every principal where aws:SecureTransport is false.`,
      };
    }
  },
};

function deniesPlainHttp(statement: PolicyStatement): boolean {
  return (
    statement.effect === "Deny" &&
    statement.actions.some((action) => action === "s3:*" || action === "*") &&
    statement.principals.some(isAnybody) &&
    // The bucket itself and its objects are two resources.
    (statement.resources.length >= 2 || statement.resources.includes("*")) &&
    statement.conditions.length === 1 &&
    statement.conditions.some(
      ({ operator, key, values }) =>
        operator === "Bool" && key.toLowerCase() === "aws:securetransport" && values.join() === "false",
    )
  );
}
