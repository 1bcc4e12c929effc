import { AwsAccount, policy, refusal } from "./aws-account";

const root = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111111111111:root" },
  Action: "kms:*",
  Resource: "*",
};
const forLogs = (region: string) =>
  policy(root, {
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: "kms:GenerateDataKey*",
    Resource: "*",
  });

describe("a log group", () => {
  it("has its name for id, and is one of that name in its region", () => {
    const aws = new AwsAccount();
    const group = aws.create("aws_cloudwatch_log_group", { name: "/estate/flows" });
    expect(group.id).toBe("/estate/flows");
    expect(group.attributes["arn"]).toBe("arn:aws:logs:eu-west-1:111111111111:log-group:/estate/flows");
    const again = () => aws.create("aws_cloudwatch_log_group", { name: "/estate/flows" });
    expect(refusal(again)).toBe("ResourceAlreadyExistsException: The specified log group already exists");
    aws.delete(group);
    expect(refusal(again)).toBeUndefined();
  });

  it("that terraform is told to leave stays, and is in the way of the next one", () => {
    const aws = new AwsAccount();
    const group = aws.create("aws_cloudwatch_log_group", { name: "kept", skip_destroy: true });
    aws.delete(group);
    expect(aws.cloud.snapshot().map(({ id }) => id)).toEqual(["kept"]);
    expect(refusal(() => aws.create("aws_cloudwatch_log_group", { name: "kept" }))).toMatch(
      /^ResourceAlreadyExistsException/,
    );
    expect(aws.import("aws_cloudwatch_log_group", "kept")).toBeDefined();
  });

  it("that is protected is not deleted", () => {
    const aws = new AwsAccount();
    const group = aws.create("aws_cloudwatch_log_group", { name: "kept", deletion_protection_enabled: true });
    expect(refusal(() => aws.delete(group))).toMatch(/^ValidationException/);
  });

  it.each([
    ["that lets CloudWatch Logs in", forLogs("eu-west-1"), true],
    ["whose policy speaks of another region", forLogs("us-east-1"), false],
    ["whose policy says nothing of logs", policy(root), false],
  ])("can be encrypted with a key %s: %#", (_, document, allowed) => {
    const aws = new AwsAccount();
    const key = aws.create("aws_kms_key", { policy: document });
    const create = () =>
      aws.create("aws_cloudwatch_log_group", { name: "flows", kms_key_id: String(key.attributes["arn"]) });
    const denied =
      "AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:eu-west-1:111111111111:log-group:flows'";
    expect(refusal(create)).toBe(allowed ? undefined : denied);
  });

  it("cannot be encrypted with a key that is disabled or waits for its deletion", () => {
    const aws = new AwsAccount();
    const create = (kms_key_id: string) =>
      refusal(() => aws.create("aws_cloudwatch_log_group", { name: "flows", kms_key_id }));
    const disabled = aws.create("aws_kms_key", { policy: forLogs("eu-west-1"), is_enabled: false });
    expect(create(String(disabled.attributes["arn"]))).toMatch(/^AccessDeniedException/);
    const going = aws.create("aws_kms_key", { policy: forLogs("eu-west-1") });
    aws.delete(going);
    expect(create(String(going.attributes["arn"]))).toMatch(/^AccessDeniedException/);
  });
});
