import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const s3Encryption: ConfigurationRule = {
  id: "s3-encryption",
  severity: "error",
  title: "S3 buckets encrypt with a KMS key of ours",
  rationale:
    "With a customer-managed key reading takes two rights (bucket and key), each use is logged, and the key can be taken away.",
  source: { awsControls: ["S3.17"], checkov: ["CKV_AWS_19", "CKV_AWS_145"] },
  *check(stack) {
    for (const bucket of stack.ofType("aws_s3_bucket")) {
      const companions = stack.companions(
        bucket,
        "aws_s3_bucket_server_side_encryption_configuration",
        "bucket",
      );
      if (companions.length === 0) {
        yield {
          subject: bucket,
          message:
            "No aws_s3_bucket_server_side_encryption_configuration refers to it. Add one with aws:kms and a key.",
        };
      }
      for (const companion of companions) {
        const defaults = blocks(companion.attributes, "rule").flatMap((rule) =>
          blocks(rule, "apply_server_side_encryption_by_default"),
        );
        const algorithms = defaults.map((block) => block.sse_algorithm);
        const withKey = defaults.some(
          (block) =>
            String(block.sse_algorithm).startsWith("aws:kms") && block.kms_master_key_id !== undefined,
        );
        if (withKey) continue;
        yield {
          subject: companion,
          message: `Its algorithm is ${algorithms.map(String).join(", ") || "not stated"}, without a key of ours. Use aws:kms with kms_master_key_id.`,
        };
      }
    }
  },
};
