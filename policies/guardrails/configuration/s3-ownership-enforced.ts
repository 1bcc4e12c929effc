import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const s3OwnershipEnforced: ConfigurationRule = {
  id: "s3-ownership-enforced",
  severity: "error",
  title: "S3 buckets have no access control lists",
  rationale:
    "Lists on single objects are a second way to publish data that no policy shows; BucketOwnerEnforced ends them.",
  source: { awsControls: ["S3.12"], checkov: ["CKV2_AWS_65", "CKV_AWS_20", "CKV_AWS_57"] },
  *check(stack) {
    for (const bucket of stack.ofType("aws_s3_bucket")) {
      const ownership = stack
        .companions(bucket, "aws_s3_bucket_ownership_controls", "bucket")
        .flatMap((companion) => blocks(companion.attributes, "rule"))
        .map((rule) => rule.object_ownership);
      if (!ownership.includes("BucketOwnerEnforced")) {
        yield {
          subject: bucket,
          message: `Its object ownership is ${ownership.map(String).join(", ") || "not stated"}. Add an aws_s3_bucket_ownership_controls with BucketOwnerEnforced.`,
        };
      }
    }
    for (const list of stack.ofType("aws_s3_bucket_acl")) {
      yield { subject: list, message: "It is an access control list. Say the same in the bucket policy." };
    }
  },
};
