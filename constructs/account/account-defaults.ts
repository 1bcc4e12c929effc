import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import { Construct } from "constructs";

/** Settings that an account has once: no public bucket whatever a bucket says, and passwords worth the name. */
export class AccountDefaults extends Construct {
  readonly publicAccessBlock: S3AccountPublicAccessBlock;
  readonly passwordPolicy: IamAccountPasswordPolicy;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.publicAccessBlock = new S3AccountPublicAccessBlock(this, "public-access", {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    // Length and reuse: CIS AWS Foundations Benchmark 3.0.0, 1.8 and 1.9; age: AWS Foundational Security Best
    // Practices IAM.7. People sign in through the identity provider; this holds for IAM users that are left.
    this.passwordPolicy = new IamAccountPasswordPolicy(this, "password-policy", {
      minimumPasswordLength: 14,
      passwordReusePrevention: 24,
      maxPasswordAge: 90,
      requireLowercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      requireUppercaseCharacters: true,
      allowUsersToChangePassword: true,
    });
  }
}
