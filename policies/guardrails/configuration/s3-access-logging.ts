import type { ConfigurationRule } from "../rule";

export const s3AccessLogging: ConfigurationRule = {
  id: "s3-access-logging",
  severity: "error",
  title: "S3 buckets write access logs to another bucket",
  rationale:
    "Who read or deleted an object can be answered afterwards only if it was written down, elsewhere.",
  source: { awsControls: ["S3.9"], checkov: ["CKV_AWS_18"] },
  *check(stack) {
    for (const bucket of stack.ofType("aws_s3_bucket")) {
      const companions = stack.companions(bucket, "aws_s3_bucket_logging", "bucket");
      if (companions.length === 0) {
        yield {
          subject: bucket,
          message: "No aws_s3_bucket_logging refers to it. Send its access logs to the log bucket.",
        };
      }
      for (const logging of companions) {
        if (stack.referenced(logging.attributes.target_bucket)?.address !== bucket.address) continue;
        yield {
          subject: logging,
          message:
            "It logs into itself, where each log line makes another. Name another bucket as target_bucket.",
        };
      }
    }
  },
};
