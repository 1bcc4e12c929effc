import { AwsAccount, policy, refusal } from "./aws-account";

const NAME = "estate/recovery";
const held =
  "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.";

describe("a secret", () => {
  it("has an ARN that ends in something of its own, and is one of its name in its region", () => {
    const aws = new AwsAccount();
    const secret = aws.create("aws_secretsmanager_secret", { name: NAME });
    expect(secret.id).toMatch(
      /^arn:aws:secretsmanager:eu-west-1:111111111111:secret:estate\/recovery-[A-Za-z0-9]{6}$/,
    );
    expect(secret.attributes).toMatchObject({ arn: secret.id, name: NAME });
    const again = (account: AwsAccount) =>
      refusal(() => account.create("aws_secretsmanager_secret", { name: NAME }));
    expect(again(aws)).toBe(
      `ResourceExistsException: The operation failed because the secret ${NAME} already exists.`,
    );
    expect(again(aws.elsewhere({ region: "eu-central-1" }))).toBeUndefined();
  });

  it.each([
    [30, 29, 31],
    [7, 6, 8],
  ])("that is deleted keeps its name for %d days", (recovery_window_in_days, before, after) => {
    const aws = new AwsAccount();
    const create = () => aws.create("aws_secretsmanager_secret", { name: NAME, recovery_window_in_days });
    const secret = create();
    aws.delete(secret);
    aws.cloud.clock.advanceDays(before);
    expect(refusal(create)).toBe(held);
    aws.cloud.clock.advanceDays(after - before);
    expect(create().id).not.toBe(secret.id);
  });

  it("without a recovery window is gone at once", () => {
    const aws = new AwsAccount();
    const create = () => aws.create("aws_secretsmanager_secret", { name: NAME, recovery_window_in_days: 0 });
    aws.delete(create());
    expect(refusal(create)).toBeUndefined();
  });

  it("needs a key that is there and principals who exist", () => {
    const aws = new AwsAccount();
    const key = aws.create("aws_kms_key");
    const withKey = () =>
      refusal(() =>
        aws.create("aws_secretsmanager_secret", { name: NAME, kms_key_id: String(key.attributes["arn"]) }),
      );
    expect(withKey()).toBeUndefined();
    aws.delete(key);
    expect(
      refusal(() =>
        aws.create("aws_secretsmanager_secret", { name: "other", kms_key_id: String(key.attributes["arn"]) }),
      ),
    ).toMatch(/^InvalidParameterException: .* is pending deletion\.$/);
    aws.cloud.principals.declareOutside([]);
    const stranger = { AWS: "arn:aws:iam::111111111111:role/nobody" };
    const document = policy({
      Effect: "Deny",
      Principal: stranger,
      Action: "secretsmanager:*",
      Resource: "*",
    });
    expect(
      refusal(() => aws.create("aws_secretsmanager_secret", { name: "closed", policy: document })),
    ).toMatch(/^MalformedPolicyDocumentException: This resource policy contains an unsupported principal/);
  });
});
