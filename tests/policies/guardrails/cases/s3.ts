import { policy } from "./rule-cases";
import type { Resources, RuleCases } from "./rule-cases";

const bucket: Resources = { aws_s3_bucket: { state: { bucket: "drydock-state" } } };
const ofBucket = { bucket: "${aws_s3_bucket.state.id}" };
const address = "aws_s3_bucket.state";

const tlsOnly = {
  Sid: "DenyInsecureTransport",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["${aws_s3_bucket.state.arn}", "${aws_s3_bucket.state.arn}/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

function withPolicy(...statements: Record<string, unknown>[]): Resources {
  return { ...bucket, aws_s3_bucket_policy: { state: { ...ofBucket, policy: policy(...statements) } } };
}

function withEncryption(block: Record<string, unknown>): Resources {
  return {
    ...bucket,
    aws_s3_bucket_server_side_encryption_configuration: {
      state: {
        ...ofBucket,
        rule: [{ apply_server_side_encryption_by_default: block, bucket_key_enabled: true }],
      },
    },
  };
}

function withAccessBlock(
  type: string,
  restrict: boolean,
): Record<string, Record<string, Record<string, unknown>>> {
  return {
    [type]: {
      state: {
        ...(type === "aws_s3_bucket_public_access_block" && ofBucket),
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: restrict,
      },
    },
  };
}

export const s3Cases: readonly RuleCases[] = [
  {
    rule: "s3-encryption",
    fails: [
      {
        what: "a bucket without encryption",
        resources: bucket,
        at: [address],
        says: "No aws_s3_bucket_server_side",
      },
      {
        what: "a bucket with S3's own keys",
        resources: withEncryption({ sse_algorithm: "AES256" }),
        at: ["aws_s3_bucket_server_side_encryption_configuration.state"],
        says: "Its algorithm is AES256",
      },
      {
        what: "a bucket with AWS's KMS key instead of one of ours",
        resources: withEncryption({ sse_algorithm: "aws:kms" }),
        at: ["aws_s3_bucket_server_side_encryption_configuration.state"],
        says: "Its algorithm is aws:kms, without a key of ours",
      },
    ],
    passes: [
      {
        what: "a bucket with a KMS key",
        resources: withEncryption({
          sse_algorithm: "aws:kms",
          kms_master_key_id: "${aws_kms_key.state.arn}",
        }),
      },
    ],
  },
  {
    rule: "s3-versioning",
    fails: [
      { what: "a bucket without versioning", resources: bucket, at: [address], says: "not configured" },
      {
        what: "a bucket whose versioning is suspended",
        resources: {
          ...bucket,
          aws_s3_bucket_versioning: {
            state: { ...ofBucket, versioning_configuration: { status: "Suspended" } },
          },
        },
        at: [address],
        says: "Suspended",
      },
      {
        what: "versioning of another bucket",
        resources: {
          ...bucket,
          aws_s3_bucket_versioning: {
            other: { bucket: "${aws_s3_bucket.other.id}", versioning_configuration: { status: "Enabled" } },
          },
        },
        at: [address],
        says: "not configured",
      },
    ],
    passes: [
      {
        what: "a bucket with versions",
        resources: {
          ...bucket,
          aws_s3_bucket_versioning: {
            state: { ...ofBucket, versioning_configuration: { status: "Enabled" } },
          },
        },
      },
      {
        what: "a companion that says the bucket's literal name",
        resources: {
          ...bucket,
          aws_s3_bucket_versioning: {
            state: { bucket: "drydock-state", versioning_configuration: { status: "Enabled" } },
          },
        },
      },
    ],
  },
  {
    rule: "s3-public-access-block",
    fails: [
      { what: "a bucket without the block", resources: bucket, at: [address], says: "Add one with all four" },
      {
        what: "a block with one switch open",
        resources: { ...bucket, ...withAccessBlock("aws_s3_bucket_public_access_block", false) },
        at: ["aws_s3_bucket_public_access_block.state"],
        says: "restrict_public_buckets",
      },
    ],
    passes: [
      {
        what: "all four switches on",
        resources: { ...bucket, ...withAccessBlock("aws_s3_bucket_public_access_block", true) },
      },
    ],
  },
  {
    rule: "s3-account-public-access-block",
    fails: [
      {
        what: "an account with one switch open",
        resources: withAccessBlock("aws_s3_account_public_access_block", false),
        at: ["aws_s3_account_public_access_block.state"],
        says: "restrict_public_buckets",
      },
    ],
    passes: [
      {
        what: "all four switches on",
        resources: withAccessBlock("aws_s3_account_public_access_block", true),
      },
    ],
  },
  {
    rule: "s3-tls-only",
    fails: [
      {
        what: "a bucket without a policy",
        resources: bucket,
        at: [address],
        says: "It has no bucket policy",
      },
      {
        what: "a policy that denies plain HTTP for objects but not for the bucket",
        resources: withPolicy({ ...tlsOnly, Resource: ["${aws_s3_bucket.state.arn}/*"] }),
        at: [address],
        says: "does not deny requests without TLS",
      },
      {
        what: "a policy whose condition is turned round",
        resources: withPolicy({ ...tlsOnly, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
        at: [address],
        says: "does not deny requests without TLS",
      },
    ],
    passes: [{ what: "a policy that denies plain HTTP", resources: withPolicy(tlsOnly) }],
  },
  {
    rule: "s3-access-logging",
    fails: [
      { what: "a bucket without logs", resources: bucket, at: [address], says: "No aws_s3_bucket_logging" },
      {
        what: "a bucket that logs into itself",
        resources: {
          ...bucket,
          aws_s3_bucket_logging: { state: { ...ofBucket, target_bucket: "${aws_s3_bucket.state.id}" } },
        },
        at: ["aws_s3_bucket_logging.state"],
        says: "It logs into itself",
      },
    ],
    passes: [
      {
        what: "a bucket that logs elsewhere",
        resources: {
          ...bucket,
          aws_s3_bucket_logging: { state: { ...ofBucket, target_bucket: "${aws_s3_bucket.logs.id}" } },
        },
      },
    ],
  },
  {
    rule: "s3-ownership-enforced",
    fails: [
      { what: "a bucket that says nothing", resources: bucket, at: [address], says: "not stated" },
      {
        what: "a bucket with an access control list",
        resources: {
          ...bucket,
          aws_s3_bucket_ownership_controls: {
            state: { ...ofBucket, rule: { object_ownership: "BucketOwnerPreferred" } },
          },
          aws_s3_bucket_acl: { state: { ...ofBucket, acl: "public-read" } },
        },
        at: [address, "aws_s3_bucket_acl.state"],
        says: "BucketOwnerPreferred",
      },
    ],
    passes: [
      {
        what: "a bucket whose owner owns the objects",
        resources: {
          ...bucket,
          aws_s3_bucket_ownership_controls: {
            state: { ...ofBucket, rule: { object_ownership: "BucketOwnerEnforced" } },
          },
        },
      },
    ],
  },
  {
    rule: "s3-policy-principals",
    fails: [
      {
        what: "an Allow for everybody",
        resources: withPolicy({
          Effect: "Allow",
          Principal: { AWS: ["*"] },
          Action: "s3:GetObject",
          Resource: "*",
        }),
        at: ["aws_s3_bucket_policy.state"],
        says: "allows any principal",
      },
      {
        what: "an Allow for everybody in the bucket's own argument",
        resources: {
          aws_s3_bucket: {
            state: {
              policy: policy({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }),
            },
          },
        },
        at: [address],
        says: "allows any principal",
      },
      {
        what: "a Deny that locks everybody out",
        resources: withPolicy({
          Sid: "Closed",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: "*",
        }),
        at: ["aws_s3_bucket_policy.state"],
        says: "Its statement Closed denies everything to everybody",
      },
      {
        what: "a policy that cannot be read",
        resources: {
          aws_s3_bucket_policy: { state: { policy: "${data.aws_iam_policy_document.state.json}" } },
        },
        at: ["aws_s3_bucket_policy.state"],
        says: "no JSON document",
      },
    ],
    passes: [
      {
        what: "an Allow for the log service and a Deny with a condition",
        resources: withPolicy(tlsOnly, {
          Effect: "Allow",
          Principal: { Service: "logging.s3.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: "${aws_s3_bucket.state.arn}/*",
        }),
      },
    ],
  },
];
