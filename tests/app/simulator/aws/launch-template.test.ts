import { UNKNOWN, type Attributes } from "../../../../app/simulator/value";
import { AwsAccount, refusal } from "./aws-account";

const IMAGE = "al2023-ami-2023.6.20241212.0-kernel-6.1-x86_64";

describe("a launch template", () => {
  it("has one more version after a change of what machines are made of", () => {
    const aws = new AwsAccount();
    const template = aws.create("aws_launch_template", { name: "nodes", instance_type: "m7i.large" });
    expect(template.id).toMatch(/^lt-0[0-9a-f]{16}$/);
    expect(template.attributes).toMatchObject({ latest_version: 1, default_version: 1 });
    const larger = aws.update(template, { instance_type: "m7i.xlarge" });
    expect(larger.attributes).toMatchObject({ latest_version: 2, default_version: 1 });
    const tagged = aws.update(larger, { tags: { team: "ml" } });
    expect(tagged.attributes).toMatchObject({ latest_version: 2, default_version: 1 });
    // As the provider plans it: the default follows the newest version.
    const following: Attributes = { update_default_version: true, default_version: UNKNOWN };
    const moved = aws.update(tagged, { ...following, instance_type: "m7i.2xlarge" });
    expect(moved.attributes).toMatchObject({ latest_version: 3, default_version: 3 });
  });

  it("is one of its name in its region", () => {
    const aws = new AwsAccount();
    aws.create("aws_launch_template", { name: "nodes" });
    expect(refusal(() => aws.create("aws_launch_template", { name: "nodes" }))).toBe(
      "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use.",
    );
    const elsewhere = aws.elsewhere({ region: "eu-central-1" });
    expect(refusal(() => elsewhere.create("aws_launch_template", { name: "nodes" }))).toBeUndefined();
  });

  it("names an image that exists", () => {
    const aws = new AwsAccount();
    const image = aws.data("aws_ami", { owners: ["amazon"], filter: [{ name: "name", values: [IMAGE] }] });
    const create = (image_id: string) => aws.create("aws_launch_template", { name: image_id, image_id });
    expect(refusal(() => create(String(image["id"])))).toBeUndefined();
    expect(refusal(() => create("ami-0"))).toBe(
      "InvalidAMIID.NotFound: The image id '[ami-0]' does not exist",
    );
  });
});

describe("a capacity reservation", () => {
  const reserve = (aws: AwsAccount, availability_zone = "eu-west-1a") =>
    aws.create("aws_ec2_capacity_reservation", {
      availability_zone,
      instance_count: 1,
      instance_platform: "Linux/UNIX",
      instance_type: "p5.48xlarge",
    });

  it("is had only where there are machines", () => {
    const aws = new AwsAccount();
    aws.cloud.capacity.exhaust({ instanceType: "p5.48xlarge", zone: "eu-west-1a" });
    expect(refusal(() => reserve(aws))).toMatch(/^InsufficientInstanceCapacity/);
    expect(reserve(aws, "eu-west-1b").attributes).toMatchObject({
      owner_id: "111111111111",
      end_date_type: "unlimited",
      instance_match_criteria: "open",
    });
    expect(refusal(() => reserve(aws, "eu-west-9a"))).toMatch(/^InvalidParameterValue/);
  });
});
