import { AwsAccount, policy, refusal, trust } from "./aws-account";

const allow = (principal: object | string, bucket: string, extra: object = {}) =>
  policy({
    Effect: "Allow",
    Principal: principal,
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
    ...extra,
  });

describe("a bucket", () => {
  it("has the addresses and the encryption that S3 gives it", () => {
    const bucket = new AwsAccount().create("aws_s3_bucket", { bucket: "ticks" });
    expect(bucket.id).toBe("ticks");
    expect(bucket.attributes).toMatchObject({
      arn: "arn:aws:s3:::ticks",
      bucket_domain_name: "ticks.s3.amazonaws.com",
      bucket_regional_domain_name: "ticks.s3.eu-west-1.amazonaws.com",
      hosted_zone_id: "Z1BKCTXD74EZPE",
      bucket_region: "eu-west-1",
      server_side_encryption_configuration: [
        { rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "AES256" }] }] },
      ],
    });
  });

  it.each(["Ticks", "ab", "a..b", "192.168.0.1", "xn--ticks", "ticks-s3alias", "-ticks", "ticks_"])(
    'cannot be called "%s"',
    (bucket) => {
      expect(refusal(() => new AwsAccount().create("aws_s3_bucket", { bucket }))).toBe(
        "InvalidBucketName: The specified bucket is not valid.",
      );
    },
  );

  it("gets a name from the provider when the configuration gives a prefix", () => {
    const bucket = new AwsAccount().create("aws_s3_bucket", { bucket_prefix: "ticks-" });
    expect(bucket.attributes["bucket"]).toMatch(/^ticks-[0-9a-f]{26}$/);
  });

  it("has a name that nobody else in the world can take, in any account or region", () => {
    const mine = new AwsAccount();
    mine.create("aws_s3_bucket", { bucket: "ticks" });
    const other = mine.elsewhere({ account: "222222222222", region: "us-east-1" });
    expect(refusal(() => other.create("aws_s3_bucket", { bucket: "ticks" }))).toMatch(
      /^BucketAlreadyExists: The requested/,
    );
    expect(refusal(() => mine.create("aws_s3_bucket", { bucket: "ticks" }))).toMatch(
      /^BucketAlreadyOwnedByYou: /,
    );
  });

  it("is not deleted while it holds an object, a version or a delete marker", () => {
    const aws = new AwsAccount();
    const bucket = aws.create("aws_s3_bucket", { bucket: "ticks" });
    aws.create("aws_s3_bucket_versioning", {
      bucket: "ticks",
      versioning_configuration: [{ status: "Enabled" }],
    });
    aws.cloud.objectStore.put("ticks", "a", Buffer.from("1"));
    expect(refusal(() => aws.delete(bucket))).toBe(
      "BucketNotEmpty: The bucket you tried to delete is not empty",
    );
    aws.cloud.objectStore.delete("ticks", "a");
    expect(refusal(() => aws.delete(bucket))).toBe(
      "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
    );
    for (const { versionId } of aws.cloud.objectStore.versions("ticks", "a")) {
      aws.cloud.objectStore.deleteVersion("ticks", "a", versionId);
    }
    expect(refusal(() => aws.delete(bucket))).toBeUndefined();
  });

  it("is emptied first when force_destroy is set, and its name is free again", () => {
    const aws = new AwsAccount();
    const bucket = aws.create("aws_s3_bucket", { bucket: "ticks", force_destroy: true });
    aws.cloud.objectStore.put("ticks", "a", Buffer.from("1"));
    aws.delete(bucket);
    aws.create("aws_s3_bucket", { bucket: "ticks" });
    expect(aws.cloud.objectStore.isEmpty("ticks")).toBe(true);
  });
});

describe("a setting of a bucket", () => {
  it.each([
    "aws_s3_bucket_versioning",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_ownership_controls",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_logging",
    "aws_s3_bucket_lifecycle_configuration",
    "aws_s3_bucket_object_lock_configuration",
  ])("%s needs the bucket", (type) => {
    expect(refusal(() => new AwsAccount().create(type, { bucket: "nowhere" }))).toBe(
      "NoSuchBucket: The specified bucket does not exist",
    );
  });

  it("written a second time replaces the first, since there is one for each bucket", () => {
    const aws = new AwsAccount();
    aws.create("aws_s3_bucket", { bucket: "ticks" });
    aws.create("aws_s3_bucket_public_access_block", { bucket: "ticks", block_public_acls: true });
    const second = aws.create("aws_s3_bucket_public_access_block", {
      bucket: "ticks",
      block_public_policy: true,
    });
    expect(second.id).toBe("ticks");
    expect(second.attributes).toMatchObject({ block_public_acls: false, block_public_policy: true });
    expect(aws.cloud.listEverywhere("aws_s3_bucket_public_access_block")).toHaveLength(1);
  });

  it("versioning can be suspended but never undone", () => {
    const aws = new AwsAccount();
    aws.create("aws_s3_bucket", { bucket: "ticks" });
    const versioning = aws.create("aws_s3_bucket_versioning", {
      bucket: "ticks",
      versioning_configuration: [{ status: "Enabled" }],
    });
    expect(aws.cloud.objectStore.versioningOf("ticks")).toBe("Enabled");
    aws.update(versioning, { versioning_configuration: [{ status: "Suspended" }] });
    expect(aws.cloud.objectStore.versioningOf("ticks")).toBe("Suspended");
    aws.delete(versioning);
    expect(aws.cloud.objectStore.versioningOf("ticks")).toBe("Suspended");
  });

  it("go with the bucket that somebody deletes, and do not come back with the next one of its name", () => {
    const aws = new AwsAccount();
    const bucket = aws.create("aws_s3_bucket", { bucket: "ticks" });
    const versioning = aws.create("aws_s3_bucket_versioning", {
      bucket: "ticks",
      versioning_configuration: [{ status: "Enabled" }],
    });
    aws.cloud.deleteBehindTerraform(bucket);
    expect(aws.read(versioning)).toBeUndefined();
    aws.create("aws_s3_bucket", { bucket: "ticks" });
    expect(aws.cloud.objectStore.versioningOf("ticks")).toBe("never");
  });

  it("changed at the console act as if terraform had changed them", () => {
    const aws = new AwsAccount();
    aws.create("aws_s3_bucket", { bucket: "ticks" });
    const versioning = aws.create("aws_s3_bucket_versioning", {
      bucket: "ticks",
      versioning_configuration: [{ status: "Enabled" }],
    });
    aws.cloud.changeBehindTerraform(versioning, { versioning_configuration: [{ status: "Suspended" }] });
    expect(aws.cloud.objectStore.versioningOf("ticks")).toBe("Suspended");
  });

  it("logging needs a target in the same account and region, which lets the log service in", () => {
    const aws = new AwsAccount();
    aws.create("aws_s3_bucket", { bucket: "ticks" });
    aws.create("aws_s3_bucket", { bucket: "logs" });
    aws.elsewhere({ region: "us-east-1" }).create("aws_s3_bucket", { bucket: "far" });
    aws.elsewhere({ account: "222222222222" }).create("aws_s3_bucket", { bucket: "foreign" });
    const log = (target_bucket: string) =>
      refusal(() =>
        aws.create("aws_s3_bucket_logging", { bucket: "ticks", target_bucket, target_prefix: "" }),
      );
    expect(log("nowhere")).toBe(
      "InvalidTargetBucketForLogging: The target bucket for logging does not exist",
    );
    expect(log("foreign")).toMatch(/^InvalidTargetBucketForLogging/);
    expect(log("far")).toBe("CrossLocationLoggingProhibitted: Cross S3 location logging not allowed. ");
    expect(log("logs")).toMatch(/^InvalidTargetBucketForLogging: .*does not have the appropriate grants/);
    const service = { Service: "logging.s3.amazonaws.com" };
    const letIn = allow(service, "logs", { Action: "s3:PutObject" });
    aws.create("aws_s3_bucket_policy", { bucket: "logs", policy: letIn });
    expect(log("logs")).toBeUndefined();
  });
});

describe("a bucket policy", () => {
  const aws = () => {
    const account = new AwsAccount();
    account.create("aws_s3_bucket", { bucket: "ticks" });
    return account;
  };
  const put = (account: AwsAccount, document: string) =>
    refusal(() => account.create("aws_s3_bucket_policy", { bucket: "ticks", policy: document }));

  it.each([
    ["is not JSON", "{oops", "Policies must be valid JSON and the first byte must be '{'"],
    ["begins with a space", " {}", "Policies must be valid JSON and the first byte must be '{'"],
    ["has no statement", "{}", "Missing required field Statement"],
    ["speaks of another bucket", allow("*", "other"), "Policy has invalid resource"],
    [
      "has no principal",
      policy({ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::ticks" }),
      "Missing required field Principal",
    ],
    [
      "has an action of another service",
      allow("*", "ticks", { Action: "kms:Decrypt" }),
      "Policy has invalid action",
    ],
    ["names a service that is none", allow({ Service: "nonsense" }, "ticks"), "Invalid principal in policy"],
  ])("that %s is malformed", (_, document, message) => {
    expect(put(aws(), document)).toBe(`MalformedPolicy: ${message}`);
  });

  it("over 20 KB is refused", () => {
    const long = allow({ AWS: "111111111111" }, "ticks", {
      Condition: { StringEquals: { "aws:userid": "x".repeat(20_480) } },
    });
    expect(put(aws(), long)).toBe("PolicyTooLarge: Policy exceeds the maximum allowed document size.");
  });

  it("may name a role once other services see it", () => {
    const account = aws();
    const role = account.create("aws_iam_role", {
      name: "reader",
      assume_role_policy: trust("ec2.amazonaws.com"),
    });
    const document = allow({ AWS: String(role.attributes["arn"]) }, "ticks");
    expect(put(account, document)).toBe("MalformedPolicy: Invalid principal in policy");
    expect(put(account.settle(), document)).toBeUndefined();
  });

  it("may not name a role that was deleted, nor anybody unknown once the others are declared", () => {
    const account = aws();
    const role = account.create("aws_iam_role", {
      name: "reader",
      assume_role_policy: trust("ec2.amazonaws.com"),
    });
    const reader = allow({ AWS: String(role.attributes["arn"]) }, "ticks");
    account.delete(role);
    expect(put(account.settle(), reader)).toBe("MalformedPolicy: Invalid principal in policy");

    const operator = allow({ AWS: "arn:aws:iam::111111111111:user/operator" }, "ticks");
    expect(put(account, operator)).toBeUndefined();
    account.cloud.principals.declareOutside([]);
    expect(put(account, operator)).toBe("MalformedPolicy: Invalid principal in policy");
    account.cloud.principals.declareOutside(["arn:aws:iam::111111111111:user/operator"]);
    expect(put(account, operator)).toBeUndefined();
  });

  it("that opens the bucket to everybody is denied while public policies are blocked", () => {
    const account = aws();
    // A new bucket blocks them, until its own setting says otherwise.
    expect(put(account, allow("*", "ticks"))).toMatch(/^AccessDenied: .*BlockPublicPolicy/);
    const block = account.create("aws_s3_bucket_public_access_block", { bucket: "ticks" });
    expect(put(account, allow("*", "ticks"))).toBeUndefined();
    account.update(block, { block_public_policy: true });
    expect(put(account, allow("*", "ticks"))).toMatch(/^AccessDenied: .*BlockPublicPolicy/);
    const confined = allow("*", "ticks", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } });
    expect(put(account, confined)).toBeUndefined();
  });

  it("is blocked by the account's setting as well", () => {
    const account = aws();
    account.create("aws_s3_bucket_public_access_block", { bucket: "ticks" });
    account.create("aws_s3_account_public_access_block", { block_public_policy: true });
    expect(put(account, allow("*", "ticks"))).toMatch(/^AccessDenied/);
  });
});
