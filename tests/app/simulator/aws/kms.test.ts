import { cancelKeyDeletion } from "../../../../app/simulator/aws/kms";
import { AwsAccount, policy, refusal, trust } from "./aws-account";

const root = { AWS: "arn:aws:iam::111111111111:root" };
const all = { Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" };

describe("a key", () => {
  it("has a UUID, an ARN and the default policy", () => {
    const { id, attributes } = new AwsAccount().create("aws_kms_key");
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(attributes).toMatchObject({
      key_id: id,
      arn: `arn:aws:kms:eu-west-1:111111111111:key/${id}`,
      multi_region: false,
    });
    expect(String(attributes["policy"])).toContain("Enable IAM User Permissions");
  });

  it("rotates every 365 days when rotation is on and no period is given", () => {
    const aws = new AwsAccount();
    expect(
      aws.create("aws_kms_key", { enable_key_rotation: true }).attributes["rotation_period_in_days"],
    ).toBe(365);
    expect(aws.create("aws_kms_key", {}).attributes["rotation_period_in_days"]).toBeNull();
  });

  it.each([
    ["is not JSON", "{", "This policy contains invalid Json"],
    ["names nobody", policy({ ...all, Principal: undefined }), "Policy statement must contain a principal."],
    [
      "names no resource",
      policy({ ...all, Resource: undefined }),
      "Policy statement must contain resources.",
    ],
    [
      "names somebody who cannot be",
      policy(all, { ...all, Principal: { AWS: "arn:aws:iam::1:role/x" } }),
      "Policy contains a statement with one or more invalid principals.",
    ],
    [
      "locks its owner out",
      policy({ ...all, Action: "kms:Decrypt" }),
      "The new key policy will not allow you to update the key policy in the future.",
    ],
    [
      "leaves it to another account",
      policy({ ...all, Principal: { AWS: "222222222222" } }),
      "The new key policy will not allow you to update the key policy in the future.",
    ],
  ])("whose policy %s is refused", (_, document, message) => {
    expect(refusal(() => new AwsAccount().create("aws_kms_key", { policy: document }))).toBe(
      `MalformedPolicyDocumentException: ${message}`,
    );
  });

  it("locks its owner out only when asked to", () => {
    const document = policy({ ...all, Action: "kms:Decrypt" });
    const create = () =>
      new AwsAccount().create("aws_kms_key", { policy: document, bypass_policy_lockout_safety_check: true });
    expect(refusal(create)).toBeUndefined();
  });

  it("has a policy of at most 32 KB", () => {
    const long = policy({ ...all, Condition: { StringEquals: { "aws:userid": "x".repeat(32_768) } } });
    expect(refusal(() => new AwsAccount().create("aws_kms_key", { policy: long }))).toMatch(
      /^LimitExceededException/,
    );
  });

  it("waits for a role that was just made", () => {
    const aws = new AwsAccount();
    const role = aws.create("aws_iam_role", {
      name: "reader",
      assume_role_policy: trust("ec2.amazonaws.com"),
    });
    const document = policy(all, {
      ...all,
      Action: "kms:Decrypt",
      Principal: { AWS: String(role.attributes["arn"]) },
    });
    expect(refusal(() => aws.create("aws_kms_key", { policy: document }))).toMatch(/invalid principals/);
    expect(refusal(() => aws.settle().create("aws_kms_key", { policy: document }))).toBeUndefined();
  });
});

describe("a key that was deleted", () => {
  it("is pending deletion for its window, cannot be used, and then is gone", () => {
    const aws = new AwsAccount();
    const key = aws.create("aws_kms_key", { deletion_window_in_days: 7 });
    aws.delete(key);
    const alias = () =>
      refusal(() => aws.create("aws_kms_alias", { name: "alias/data", target_key_id: key.id }));
    expect(alias()).toBe(`KMSInvalidStateException: ${String(key.attributes["arn"])} is pending deletion.`);
    aws.cloud.clock.advanceDays(8);
    expect(alias()).toMatch(
      /^NotFoundException: Key 'arn:aws:kms:eu-west-1:111111111111:key\/.*' does not exist/,
    );
  });
});

describe("an alias", () => {
  it("points to a key by id or ARN and says its ARN", () => {
    const aws = new AwsAccount();
    const first = aws.create("aws_kms_key", { description: "first" });
    const second = aws.create("aws_kms_key", { description: "second" });
    const alias = aws.create("aws_kms_alias", {
      name: "alias/data",
      target_key_id: String(first.attributes["arn"]),
    });
    expect(alias.attributes).toMatchObject({
      arn: "arn:aws:kms:eu-west-1:111111111111:alias/data",
      target_key_arn: first.attributes["arn"],
    });
    expect(aws.update(alias, { target_key_id: second.id }).attributes["target_key_arn"]).toBe(
      second.attributes["arn"],
    );
  });

  it("is one in its region", () => {
    const aws = new AwsAccount();
    const key = aws.create("aws_kms_key");
    aws.create("aws_kms_alias", { name: "alias/data", target_key_id: key.id });
    expect(refusal(() => aws.create("aws_kms_alias", { name: "alias/data", target_key_id: key.id }))).toBe(
      "AlreadyExistsException: An alias with the name alias/data already exists",
    );
    const there = aws.elsewhere({ region: "us-east-1" });
    const other = there.create("aws_kms_key");
    expect(
      refusal(() => there.create("aws_kms_alias", { name: "alias/data", target_key_id: other.id })),
    ).toBeUndefined();
  });

  it("may not begin as AWS's own do", () => {
    const aws = new AwsAccount();
    const key = aws.create("aws_kms_key");
    expect(
      refusal(() => aws.create("aws_kms_alias", { name: "alias/aws/ebs", target_key_id: key.id })),
    ).toMatch(/^NotAuthorizedException/);
  });
});

describe("the deletion of a key", () => {
  it("can be taken back, after which the key is there and disabled, and its alias can be made", () => {
    const aws = new AwsAccount();
    const key = aws.create("aws_kms_key");
    aws.delete(key);
    const alias = () =>
      refusal(() => aws.create("aws_kms_alias", { name: "alias/a", target_key_id: key.id }));
    expect(alias()).toMatch(/^KMSInvalidStateException: .* is pending deletion\.$/);
    expect(cancelKeyDeletion(key.id, aws.cloud).attributes).toEqual({ ...key.attributes, is_enabled: false });
    expect(aws.read(key)).toMatchObject({ is_enabled: false });
    expect(alias()).toBeUndefined();
    expect(() => cancelKeyDeletion("another", aws.cloud)).toThrow(/no key another whose deletion/);
  });
});
