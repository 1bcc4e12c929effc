import { s3Arn } from "../../estate/placement";
import type { Statement } from "../../iam/policy-document";
import type { DeployScope } from "./scope";

/**
 * Buckets of the environment and their settings, and nothing that lies in them: objects are neither read nor deleted,
 * so that no plan can empty a bucket, and retention is bypassed for nobody.
 * Sources: AWS service authorization reference, "Amazon S3"; what the provider calls, hashicorp/terraform-provider-aws
 * internal/service/s3 (from 6.23 on it tags and lists tags through S3 Control).
 */
export function storage({ placement, namePrefix }: DeployScope): Statement[] {
  // The account's own buckets end with their region and not with the account's id; see environmentBucketName.
  const buckets = [s3Arn(placement, `${namePrefix}*-${placement.accountId}`)];
  return [
    {
      sid: "Read",
      actions: [
        "s3:GetAccelerateConfiguration",
        "s3:GetBucketAcl",
        "s3:GetBucketCORS",
        "s3:GetBucketLocation",
        "s3:GetBucketLogging",
        "s3:GetBucketObjectLockConfiguration",
        "s3:GetBucketOwnershipControls",
        "s3:GetBucketPolicy",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketRequestPayment",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetBucketWebsite",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucket",
        "s3:ListTagsForResource",
      ],
      resources: buckets,
    },
    {
      sid: "Manage",
      actions: [
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketLogging",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:TagResource",
        "s3:UntagResource",
      ],
      resources: buckets,
    },
  ];
}
