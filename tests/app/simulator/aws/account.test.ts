import { awsTables } from "../../../../app/simulator/aws/tables";
import { AwsAccount, refusal } from "./aws-account";

describe("what a provider asks about where it is", () => {
  const aws = new AwsAccount(undefined, "222222222222", "us-east-1");

  it("the account and partition", () => {
    expect(aws.data("aws_caller_identity")).toMatchObject({ id: "222222222222", account_id: "222222222222" });
    expect(aws.data("aws_partition")).toMatchObject({ partition: "aws", dns_suffix: "amazonaws.com" });
  });

  it("the region, its own or a named one", () => {
    expect(aws.data("aws_region")).toMatchObject({ name: "us-east-1", description: "US East (N. Virginia)" });
    expect(aws.data("aws_region", { name: "eu-west-1" })).toMatchObject({
      endpoint: "ec2.eu-west-1.amazonaws.com",
    });
    expect(refusal(() => aws.data("aws_region", { name: "mars-1" }))).toContain(
      "app/simulator/aws/regions.ts",
    );
  });
});

describe("settings of an account", () => {
  it("are written over when they are set again", () => {
    const aws = new AwsAccount();
    const first = aws.create("aws_ebs_encryption_by_default");
    expect(first.attributes["enabled"]).toBe(true);
    const second = aws.create("aws_ebs_encryption_by_default", { enabled: false });
    expect(second.id).toBe(first.id);
    expect(aws.cloud.listEverywhere("aws_ebs_encryption_by_default")).toHaveLength(1);
  });

  it("leave what is not said to the image", () => {
    const aws = new AwsAccount();
    const defaults = aws.create("aws_ec2_instance_metadata_defaults", { http_tokens: "required" });
    expect(defaults.id).toBe("111111111111");
    expect(defaults.attributes).toMatchObject({
      http_endpoint: "no-preference",
      http_put_response_hop_limit: -1,
    });
    expect(aws.create("aws_ec2_instance_metadata_defaults").id).toBe("111111111111");
  });

  it("public access is blocked for the account, from whatever region", () => {
    const aws = new AwsAccount();
    const block = aws.create("aws_s3_account_public_access_block", { block_public_acls: true });
    expect(block.attributes["account_id"]).toBe("111111111111");
    expect(
      aws.elsewhere({ region: "us-east-1" }).import("aws_s3_account_public_access_block", "111111111111"),
    ).toBeDefined();
  });
});

test("every type says how its calls are named, and names references by types that exist", () => {
  const types = Object.keys(awsTables.resources);
  for (const [type, { api, behaviour }] of Object.entries(awsTables.resources)) {
    expect([type, api.service, api.create, api.read, api.delete].every((name) => name.length > 0)).toBe(true);
    for (const reference of behaviour.references ?? []) expect(types).toContain(reference.type);
  }
});
