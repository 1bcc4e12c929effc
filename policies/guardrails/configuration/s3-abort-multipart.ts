import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const s3AbortMultipart: ConfigurationRule = {
  id: "s3-abort-multipart",
  severity: "error",
  title: "S3 lifecycles end failed multipart uploads",
  rationale: "Parts of uploads that never ended are invisible in listings and cost storage for ever.",
  source: { awsControls: ["S3.13"], checkov: ["CKV_AWS_300", "CKV2_AWS_61"] },
  *check(stack) {
    for (const bucket of stack.ofType("aws_s3_bucket")) {
      const rules = stack
        .companions(bucket, "aws_s3_bucket_lifecycle_configuration", "bucket")
        .flatMap((companion) => blocks(companion.attributes, "rule"));
      const aborts = rules.some(
        (rule) =>
          rule.status === "Enabled" &&
          blocks(rule, "abort_incomplete_multipart_upload").some(
            (block) => Number(block.days_after_initiation) > 0,
          ),
      );
      if (aborts) continue;
      yield {
        subject: bucket,
        message: `${rules.length === 0 ? "It has no lifecycle configuration" : "No enabled lifecycle rule ends failed uploads"}. Add abort_incomplete_multipart_upload with days_after_initiation.`,
      };
    }
  },
};
