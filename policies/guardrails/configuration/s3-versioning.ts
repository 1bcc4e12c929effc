import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const s3Versioning: ConfigurationRule = {
  id: "s3-versioning",
  severity: "error",
  title: "S3 buckets keep versions",
  rationale:
    "An overwritten or deleted object can be brought back; for a state file that is the only way back.",
  source: { awsControls: ["S3.14"], checkov: ["CKV_AWS_21"] },
  *check(stack) {
    for (const bucket of stack.ofType("aws_s3_bucket")) {
      const companions = stack.companions(bucket, "aws_s3_bucket_versioning", "bucket");
      const statuses = companions
        .flatMap((companion) => blocks(companion.attributes, "versioning_configuration"))
        .map((block) => block.status);
      if (statuses.includes("Enabled")) continue;
      yield {
        subject: bucket,
        message: `Its versioning is ${statuses.length === 0 ? "not configured" : statuses.map(String).join(", ")}. Add an aws_s3_bucket_versioning with status Enabled.`,
      };
    }
  },
};
