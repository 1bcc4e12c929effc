import { byArgument, type ImportRules } from "./import-rule";

const byBucket = byArgument("bucket");

/** Amazon S3. A bucket's settings are imported by the bucket's name. */
export const buckets: ImportRules = {
  aws_s3_bucket: { fromArn: (arn) => /^arn:[^:]+:s3:::([^/]+)$/.exec(arn)?.[1], ...byBucket },
  aws_s3_bucket_lifecycle_configuration: byBucket,
  aws_s3_bucket_logging: byBucket,
  aws_s3_bucket_object_lock_configuration: byBucket,
  aws_s3_bucket_ownership_controls: byBucket,
  aws_s3_bucket_policy: byBucket,
  aws_s3_bucket_public_access_block: byBucket,
  aws_s3_bucket_server_side_encryption_configuration: byBucket,
  aws_s3_bucket_versioning: byBucket,
};
