import { placementOf } from "../../../constructs/estate/placement";
import { SecureBucket, type SecureBucketProps } from "../../../constructs/s3/secure-bucket";
import { configurationWith, only, statementsOf } from "../configuration";

const props: SecureBucketProps = {
  name: "drydock-ticks",
  placement: placementOf("111111111111", "eu-west-1"),
  encryption: { kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/1" },
  lifecycle: { noncurrentDays: 30 },
};

const configurationFor = (changes: Partial<SecureBucketProps> = {}) =>
  configurationWith((stack) => {
    new SecureBucket(stack, "ticks", { ...props, ...changes });
  });

describe("a secure bucket", () => {
  it("is closed to the public in all four ways, and knows no ACL", () => {
    expect(only(configurationFor(), "aws_s3_bucket_public_access_block")).toMatchObject({
      bucket: "${aws_s3_bucket.ticks.id}",
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(only(configurationFor(), "aws_s3_bucket_ownership_controls").rule).toEqual({
      object_ownership: "BucketOwnerEnforced",
    });
  });

  it("encrypts with the key, through a bucket key", () => {
    expect(only(configurationFor(), "aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: "arn:aws:kms:eu-west-1:111111111111:key/1",
        },
        bucket_key_enabled: true,
      },
    ]);
  });

  it("keeps versions", () => {
    expect(only(configurationFor(), "aws_s3_bucket_versioning").versioning_configuration).toEqual({
      status: "Enabled",
    });
  });

  it("refuses requests without TLS, on the bucket and its objects", () => {
    const { TlsOnly } = statementsOf(only(configurationFor(), "aws_s3_bucket_policy").policy);
    expect(TlsOnly).toEqual({
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:*"],
      Resource: ["arn:aws:s3:::drydock-ticks", "arn:aws:s3:::drydock-ticks/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("refuses objects that name another algorithm or key, and takes those that name none", () => {
    const { NoOtherAlgorithm, NoOtherKey } = statementsOf(
      only(configurationFor(), "aws_s3_bucket_policy").policy,
    );
    expect(NoOtherAlgorithm).toMatchObject({
      Effect: "Deny",
      Condition: {
        Null: { "s3:x-amz-server-side-encryption": "false" },
        StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
      },
    });
    expect(NoOtherKey).toMatchObject({
      Effect: "Deny",
      Condition: {
        Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
        ArnNotEquals: {
          "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:111111111111:key/1",
        },
      },
    });
  });

  it("takes what S3 manages where a writer cannot use a key", () => {
    const configuration = configurationFor({ encryption: "s3-managed" });
    expect(only(configuration, "aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
    expect(Object.keys(statementsOf(only(configuration, "aws_s3_bucket_policy").policy))).toEqual([
      "TlsOnly",
    ]);
  });

  it("logs its requests where it is told to, once logs are let in there", () => {
    expect(configurationFor().resource).not.toHaveProperty("aws_s3_bucket_logging");
    const configuration = configurationWith((stack) => {
      const to = new SecureBucket(stack, "logs", { ...props, name: "drydock-logs" });
      new SecureBucket(stack, "ticks", { ...props, accessLog: { to, prefix: "ticks/" } });
    });
    expect(only(configuration, "aws_s3_bucket_logging")).toMatchObject({
      bucket: "${aws_s3_bucket.ticks.id}",
      target_bucket: "${aws_s3_bucket.logs.id}",
      target_prefix: "ticks/",
      depends_on: ["aws_s3_bucket_policy.logs-policy"],
    });
  });

  it("has no object lock, and with one from its first day on", () => {
    expect(only(configurationFor(), "aws_s3_bucket")).not.toHaveProperty("object_lock_enabled");
    const configuration = configurationFor({ objectLock: { mode: "COMPLIANCE", days: 2557 } });
    expect(only(configuration, "aws_s3_bucket").object_lock_enabled).toBe(true);
    expect(only(configuration, "aws_s3_bucket_object_lock_configuration")).toMatchObject({
      bucket: "${aws_s3_bucket.ticks.id}",
      rule: { default_retention: { mode: "COMPLIANCE", days: 2557 } },
      depends_on: ["aws_s3_bucket_versioning.ticks-versioning"],
    });
  });

  it("lets no writer lock an object for less time, or less firmly, than the bucket does", () => {
    const statements = (mode: "GOVERNANCE" | "COMPLIANCE") =>
      statementsOf(only(configurationFor({ objectLock: { mode, days: 90 } }), "aws_s3_bucket_policy").policy);
    expect(statements("COMPLIANCE")).toMatchObject({
      NoShorterRetention: {
        Effect: "Deny",
        Action: ["s3:PutObjectRetention"],
        Condition: { NumericLessThan: { "s3:object-lock-remaining-retention-days": "90" } },
      },
      NoWeakerLock: {
        Effect: "Deny",
        Action: ["s3:PutObjectRetention"],
        Condition: { StringNotEquals: { "s3:object-lock-mode": "COMPLIANCE" } },
      },
    });
    expect(statements("GOVERNANCE")).toHaveProperty("NoShorterRetention");
    expect(statements("GOVERNANCE")).not.toHaveProperty("NoWeakerLock");
  });

  it.each(["ab", "Ticks", "a_b", "-ticks", "ticks-", "a".repeat(64)])('refuses the name "%s"', (name) => {
    expect(() => configurationFor({ name })).toThrow(`"${name}" is refused`);
  });
});
