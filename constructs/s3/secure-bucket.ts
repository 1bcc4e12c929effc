import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { UserError } from "../../app/user-error";
import { RESOURCE } from "../estate/logical-ids";
import { s3Arn, type Placement } from "../estate/placement";
import { policyDocument, type Statement } from "../iam/policy-document";
import { lifecycleRules, SMALL_OBJECTS, type Lifecycle } from "./lifecycle";
import { lockStatements, type ObjectLock } from "./object-lock";

/** @see SecureBucket */
export interface SecureBucketProps {
  /** Name, unique in the world: 3 to 63 of a-z, 0-9 and "-". */
  readonly name: string;
  readonly placement: Placement;
  /** ARN of the KMS key, or `"s3-managed"` for buckets whose writer cannot use a customer's key. */
  readonly encryption: { readonly kmsKeyArn: string } | "s3-managed";
  readonly lifecycle: Lifecycle;
  /** Keeps objects from deletion; a bucket that has it once has it for good. @default - none */
  readonly objectLock?: ObjectLock;
  /** Where requests are logged. @default - not logged, as for the bucket that holds the logs */
  readonly accessLog?: { readonly to: SecureBucket; readonly prefix: string };
  /** Statements beside the denials that every bucket has. @default - none */
  readonly statements?: readonly Statement[];
}

const NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/**
 * A private, versioned, encrypted bucket: no ACLs, no public access, TLS only, and with a KMS key no object under
 * another key. Unfinished uploads and old versions are cleared away.
 */
export class SecureBucket extends Construct {
  readonly bucket: S3Bucket;
  readonly versioning: S3BucketVersioningA;
  readonly policy: S3BucketPolicy;
  /** ARN known at synth, for policies that are written before the bucket exists. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: SecureBucketProps) {
    super(scope, id);
    if (!NAME.test(props.name)) {
      throw new UserError(
        `The bucket name "${props.name}" is refused: S3 takes 3 to 63 of a-z, 0-9 and "-", not at the ends.`,
      );
    }
    this.arn = s3Arn(props.placement, props.name);
    this.bucket = new S3Bucket(this, RESOURCE, {
      bucket: props.name,
      ...(props.objectLock && { objectLockEnabled: true }),
    });
    const bucket = this.bucket.id;
    new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    this.versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        props.encryption === "s3-managed"
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
          : {
              applyServerSideEncryptionByDefault: {
                sseAlgorithm: "aws:kms",
                kmsMasterKeyId: props.encryption.kmsKeyArn,
              },
              bucketKeyEnabled: true,
            },
      ],
    });
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyDocument([
        ...this.denials(props),
        ...(props.objectLock ? lockStatements(props.objectLock, `${this.arn}/*`) : []),
        ...(props.statements ?? []),
      ]),
      // S3 answers OperationAborted when a bucket's policy and public access block change at the same time.
      dependsOn: [publicAccess],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      transitionDefaultMinimumObjectSize: SMALL_OBJECTS,
      rule: lifecycleRules(props.lifecycle),
      // Rules for noncurrent versions have nothing to act on before versioning is on.
      dependsOn: [this.versioning],
    });
    if (props.objectLock) {
      new S3BucketObjectLockConfigurationA(this, "object-lock", {
        bucket,
        rule: { defaultRetention: { mode: props.objectLock.mode, days: props.objectLock.days } },
        dependsOn: [this.versioning],
      });
    }
    if (props.accessLog) {
      new S3BucketLoggingA(this, "access-log", {
        bucket,
        targetBucket: props.accessLog.to.bucket.id,
        targetPrefix: props.accessLog.prefix,
        // S3 refuses a target that does not let its log service write yet.
        dependsOn: [props.accessLog.to.policy],
      });
    }
  }

  private denials(props: SecureBucketProps): Statement[] {
    const objects = [`${this.arn}/*`];
    const tlsOnly: Statement = {
      sid: "TlsOnly",
      effect: "Deny",
      actions: ["s3:*"],
      resources: [this.arn, ...objects],
      principals: "*",
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    };
    if (props.encryption === "s3-managed") return [tlsOnly];
    // A request without the header takes the bucket's default and passes; one that asks for something else is
    // refused. Source: Amazon S3 user guide, "Protecting data with server-side encryption".
    return [
      tlsOnly,
      {
        sid: "NoOtherAlgorithm",
        effect: "Deny",
        actions: ["s3:PutObject"],
        resources: objects,
        principals: "*",
        conditions: {
          Null: { "s3:x-amz-server-side-encryption": "false" },
          StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
        },
      },
      {
        sid: "NoOtherKey",
        effect: "Deny",
        actions: ["s3:PutObject"],
        resources: objects,
        principals: "*",
        conditions: {
          Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
          ArnNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": props.encryption.kmsKeyArn },
        },
      },
    ];
  }
}
