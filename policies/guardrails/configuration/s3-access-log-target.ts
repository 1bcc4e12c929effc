import { covers, isAllow, readPolicy, type PolicyStatement } from "../policy-document";
import type { ConfigurationRule } from "../rule";
import { blocks, type StackConfiguration, type TerraformResource } from "../stack-configuration";

const CONFUSED_DEPUTY_KEYS = ["aws:sourceaccount", "aws:sourcearn"];

export const s3AccessLogTarget: ConfigurationRule = {
  id: "s3-access-log-target",
  severity: "error",
  title: "S3 can deliver access logs where they are sent",
  rationale:
    "To a bucket with a KMS default, with object lock, or without a grant for its log service S3 delivers nothing, and no error says so.",
  source: { design: "Amazon S3 user guide, Enabling Amazon S3 server access logging" },
  *check(stack) {
    for (const logging of stack.ofType("aws_s3_bucket_logging")) {
      const target = stack.referenced(logging.attributes.target_bucket);
      if (target === undefined) continue;
      for (const message of obstacles(stack, target)) {
        yield { subject: logging, message: `It logs to ${target.address}. ${message}` };
      }
    }
  },
};

function* obstacles(stack: StackConfiguration, target: TerraformResource): Iterable<string> {
  const algorithms = stack
    .companions(target, "aws_s3_bucket_server_side_encryption_configuration", "bucket")
    .flatMap(({ attributes }) => blocks(attributes, "rule"))
    .flatMap((rule) => blocks(rule, "apply_server_side_encryption_by_default"))
    .map(({ sse_algorithm: algorithm }) => String(algorithm));
  if (algorithms.some((algorithm) => algorithm !== "AES256")) {
    yield `Its default encryption is ${algorithms.join(", ")}; use AES256.`;
  }
  const locks = stack.companions(target, "aws_s3_bucket_object_lock_configuration", "bucket");
  if (target.attributes.object_lock_enabled === true || locks.length > 0) {
    yield "It has object lock; log to a bucket without it.";
  }
  const grants = stack
    .companions(target, "aws_s3_bucket_policy", "bucket")
    .flatMap(({ attributes }) => readPolicy(attributes.policy) ?? [])
    .filter(letsLogsIn);
  if (grants.length === 0) {
    yield "Its policy does not allow s3:PutObject to logging.s3.amazonaws.com.";
  } else if (!grants.every(namesTheSource)) {
    yield "Its policy lets logs of anybody's buckets in; compare aws:SourceAccount or aws:SourceArn.";
  }
}

function letsLogsIn(statement: PolicyStatement): boolean {
  return (
    isAllow(statement) &&
    statement.principals.some(
      ({ kind, value }) => kind === "Service" && value === "logging.s3.amazonaws.com",
    ) &&
    statement.actions.some((action) => covers(action, "s3:PutObject"))
  );
}

function namesTheSource({ conditions }: PolicyStatement): boolean {
  return conditions.some(({ key }) => CONFUSED_DEPUTY_KEYS.includes(key.toLowerCase()));
}
