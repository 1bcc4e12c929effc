import type { ConfigurationRule } from "../rule";
import {
  blocks,
  type StackConfiguration,
  type TerraformJson,
  type TerraformResource,
} from "../stack-configuration";

const YEAR_DAYS = 365;

export const s3ObjectLock: ConfigurationRule = {
  id: "s3-object-lock",
  severity: "error",
  title: "Object lock keeps what it is there for, and in COMPLIANCE mode only in production",
  rationale:
    "Without a default retention a locked bucket locks nothing, and a lifecycle that ends sooner hides what must still be shown. COMPLIANCE can be taken back by nobody, so it has no place where things are tried.",
  source: {
    awsControls: ["S3.15"],
    checkov: ["CKV_AWS_143"],
    design: "Only production locks the compliance archive",
  },
  *check(stack) {
    for (const bucket of stack.ofType("aws_s3_bucket")) {
      const locks = stack.companions(bucket, "aws_s3_bucket_object_lock_configuration", "bucket");
      if (bucket.attributes.object_lock_enabled === true && locks.length === 0) {
        yield {
          subject: bucket,
          message:
            "It has object lock and no aws_s3_bucket_object_lock_configuration refers to it. Add one with a default retention.",
        };
      }
      for (const lock of locks) {
        for (const message of faults(stack, bucket, lock)) yield { subject: lock, message };
      }
    }
  },
};

function* faults(
  stack: StackConfiguration,
  bucket: TerraformResource,
  lock: TerraformResource,
): Iterable<string> {
  const retentions = blocks(lock.attributes, "rule").flatMap((rule) => blocks(rule, "default_retention"));
  if (retentions.length === 0) yield "It has no default retention. State a mode and days.";
  for (const retention of retentions) {
    if (retention.mode === "COMPLIANCE" && stack.tier !== undefined && stack.tier !== "production") {
      yield `Its mode is COMPLIANCE in a ${stack.tier} environment, where nobody could delete the bucket for ${daysOf(retention)} days. Take GOVERNANCE.`;
    }
    for (const days of expirations(stack, bucket)) {
      if (days >= daysOf(retention)) continue;
      yield `Objects are locked for ${daysOf(retention)} days, and the lifecycle hides them after ${days}. Expire them no sooner.`;
    }
  }
}

function daysOf({ days, years }: TerraformJson): number {
  return (Number(days) || 0) + (Number(years) || 0) * YEAR_DAYS;
}

/** Days after which enabled rules of the bucket's lifecycle expire current objects. */
function expirations(stack: StackConfiguration, bucket: TerraformResource): number[] {
  return stack
    .companions(bucket, "aws_s3_bucket_lifecycle_configuration", "bucket")
    .flatMap(({ attributes }) => blocks(attributes, "rule"))
    .filter(({ status }) => status === "Enabled")
    .flatMap((rule) => blocks(rule, "expiration"))
    .map(({ days }) => Number(days))
    .filter((days) => days > 0);
}
