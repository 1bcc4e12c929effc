import type { ConfigurationRule } from "../rule";

export const publicAccessSwitches = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
];

export const s3PublicAccessBlock: ConfigurationRule = {
  id: "s3-public-access-block",
  severity: "error",
  title: "S3 buckets block every kind of public access",
  rationale: "Four switches close four ways to publish a bucket by mistake; one left open is enough.",
  source: {
    cis: ["2.1.4"],
    awsControls: ["S3.8"],
    checkov: ["CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"],
  },
  *check(stack) {
    for (const bucket of stack.ofType("aws_s3_bucket")) {
      const companions = stack.companions(bucket, "aws_s3_bucket_public_access_block", "bucket");
      if (companions.length === 0) {
        yield {
          subject: bucket,
          message: "No aws_s3_bucket_public_access_block refers to it. Add one with all four switches on.",
        };
      }
      for (const block of companions) {
        const open = publicAccessSwitches.filter((name) => block.attributes[name] !== true);
        if (open.length === 0) continue;
        yield {
          subject: block,
          message: `Not switched on: ${open.join(", ")}. Set ${open.length === 1 ? "it" : "them"} to true.`,
        };
      }
    }
  },
};
