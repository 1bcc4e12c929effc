import type { CallContext } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import { text } from "./identifiers";
import { concerns, parsePolicy } from "./json-policy";
import { setting } from "./s3-bucket-settings";

const LOG_SERVICE = "logging.s3.amazonaws.com";

/** Where a bucket's access logs go. */
export const logging = setting(
  "BucketLogging",
  "Logging",
  {
    expected_bucket_owner: { forceNew: true },
    "target_grant.grantee": { minItems: 1, maxItems: 1 },
    target_object_key_format: { maxItems: 1 },
    "target_object_key_format.partitioned_prefix": { maxItems: 1 },
    "target_object_key_format.simple_prefix": { maxItems: 1 },
  },
  {
    check(attributes, context) {
      const name = text(attributes["target_bucket"]);
      const target = context.cloud.findBy("aws_s3_bucket", "id", name);
      if (!target || target.account !== context.account) {
        throw refused("The target bucket for logging does not exist");
      }
      if (target.region !== context.region) {
        throw new ApiError(
          // Amazon S3 writes the code so.
          "CrossLocationLoggingProhibitted",
          "Cross S3 location logging not allowed. ",
          { statusCode: 403 },
        );
      }
      // The words of S3's list of error codes: what it answers here in full is not published.
      if (!letsLogsIn(name, context)) {
        throw refused(
          "The target bucket for logging does not exist, is not owned by you, or does not have the appropriate " +
            "grants for the log-delivery group.",
        );
      }
    },
  },
);

/** Buckets have no access control lists here, so only a policy lets the log service write. */
function letsLogsIn(bucket: string, { cloud, account }: CallContext): boolean {
  const policy = cloud
    .findAllBy("aws_s3_bucket_policy", "bucket", bucket)
    .find((candidate) => candidate.account === account);
  const document = parsePolicy(text(policy?.attributes["policy"]));
  if ("problem" in document) return false;
  return document.statements.some(
    (statement) =>
      statement.effect === "Allow" &&
      statement.principals?.["Service"]?.includes(LOG_SERVICE) === true &&
      concerns(statement, "s3:PutObject"),
  );
}

function refused(message: string): ApiError {
  return new ApiError("InvalidTargetBucketForLogging", message);
}
