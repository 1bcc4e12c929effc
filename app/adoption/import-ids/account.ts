import type { ImportRules } from "./import-rule";

/** Settings that an account or a region always has. */
export const account: ImportRules = {
  aws_ebs_encryption_by_default: { settles: "it sets a value of the region" },
  aws_ec2_instance_metadata_defaults: { settles: "it sets values of the region" },
  aws_iam_account_password_policy: { settles: "it replaces the account's policy" },
  aws_s3_account_public_access_block: { settles: "it sets values of the account" },
};
