import type { ServiceTables } from "../behaviour";
import { bucket } from "./s3-bucket";
import { logging } from "./s3-logging";
import { objectLock } from "./s3-object-lock";
import {
  accountPublicAccessBlock,
  encryption,
  lifecycle,
  ownershipControls,
  policy,
  publicAccessBlock,
  versioning,
} from "./s3-bucket-settings";

/** Amazon S3: buckets and the settings of a bucket that have resources of their own. */
export const s3: ServiceTables = {
  resources: {
    aws_s3_bucket: bucket,
    aws_s3_bucket_versioning: versioning,
    aws_s3_bucket_server_side_encryption_configuration: encryption,
    aws_s3_bucket_public_access_block: publicAccessBlock,
    aws_s3_bucket_ownership_controls: ownershipControls,
    aws_s3_bucket_policy: policy,
    aws_s3_bucket_logging: logging,
    aws_s3_bucket_lifecycle_configuration: lifecycle,
    aws_s3_bucket_object_lock_configuration: objectLock,
    aws_s3_account_public_access_block: accountPublicAccessBlock,
  },
  dataSources: {},
};
