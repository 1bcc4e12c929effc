import type { ConfigurationRule } from "../rule";
import { blocks, type TerraformJson, type TerraformResource } from "../stack-configuration";

export const s3AbortMultipart: ConfigurationRule = {
  id: "s3-abort-multipart",
  severity: "error",
  title: "S3 lifecycles end failed multipart uploads, in the whole bucket",
  rationale: "Parts of uploads that never ended are invisible in listings and cost storage for ever.",
  source: { awsControls: ["S3.13"], checkov: ["CKV_AWS_300", "CKV2_AWS_61"] },
  *check(stack) {
    const ofBuckets = new Set<TerraformResource>();
    for (const bucket of stack.ofType("aws_s3_bucket")) {
      const lifecycles = stack.companions(bucket, "aws_s3_bucket_lifecycle_configuration", "bucket");
      for (const lifecycle of lifecycles) ofBuckets.add(lifecycle);
      if (lifecycles.some(endsUploads)) continue;
      yield {
        subject: bucket,
        message: `${lifecycles.length === 0 ? "It has no lifecycle configuration" : NO_RULE}. ${ADD}`,
      };
    }
    for (const lifecycle of stack.ofType("aws_s3_bucket_lifecycle_configuration")) {
      if (ofBuckets.has(lifecycle) || endsUploads(lifecycle)) continue;
      yield { subject: lifecycle, message: `${NO_RULE}. ${ADD}` };
    }
  },
};

const NO_RULE = "No enabled lifecycle rule for the whole bucket ends failed uploads";
const ADD = "Add abort_incomplete_multipart_upload with days_after_initiation.";

function endsUploads({ attributes }: TerraformResource): boolean {
  return blocks(attributes, "rule").some(
    (rule) =>
      rule.status === "Enabled" &&
      isForEverything(rule) &&
      blocks(rule, "abort_incomplete_multipart_upload").some(
        (block) => Number(block.days_after_initiation) > 0,
      ),
  );
}

/** A filter without arguments and one of the empty prefix leave nothing out. */
function isForEverything(rule: TerraformJson): boolean {
  return blocks(rule, "filter").every((filter) =>
    Object.entries(filter).every(([argument, value]) => argument === "prefix" && value === ""),
  );
}
