import type { Attributes } from "../../../../app/simulator/value";
import { AwsAccount, refusal, trust } from "./aws-account";

const IMAGE = "al2023-ami-2023.6.20241212.0-kernel-6.1-x86_64";

function machine() {
  const aws = new AwsAccount();
  const vpc = aws.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
  const subnet = aws.create("aws_subnet", {
    vpc_id: vpc.id,
    cidr_block: "10.0.0.0/24",
    availability_zone: "eu-west-1b",
  });
  const group = aws.create("aws_security_group", { name: "web", vpc_id: vpc.id });
  const image = aws.data("aws_ami", { owners: ["amazon"], filter: [{ name: "name", values: [IMAGE] }] });
  const launch = (more: Attributes = {}) =>
    aws.create("aws_instance", {
      ami: image["id"] ?? null,
      instance_type: "t3.micro",
      subnet_id: subnet.id,
      vpc_security_group_ids: [group.id],
      ...more,
    });
  return { aws, vpc, subnet, group, image, launch };
}

describe("an instance", () => {
  it("stands in its subnet's zone with an address of it", () => {
    const { launch, subnet } = machine();
    const { attributes } = launch();
    expect(attributes).toMatchObject({
      availability_zone: subnet.attributes["availability_zone"],
      private_ip: expect.stringMatching(/^10\.0\.0\.\d+$/),
      public_ip: "",
      instance_state: "running",
      root_block_device: [
        expect.objectContaining({ device_name: "/dev/xvda", volume_size: 8, volume_type: "gp3" }),
      ],
    });
    expect(attributes["private_dns"]).toBe(
      `ip-${String(attributes["private_ip"]).replaceAll(".", "-")}.eu-west-1.compute.internal`,
    );
  });

  it("is given where there is capacity, and within the quota of vCPUs", () => {
    const { aws, launch } = machine();
    aws.cloud.capacity.exhaust({ instanceType: "t3.*", zone: "eu-west-1b" });
    expect(refusal(launch)).toBe(
      "InsufficientInstanceCapacity: We currently do not have sufficient t3.micro capacity in the Availability Zone " +
        "you requested (eu-west-1b). Our system will be working on provisioning additional capacity. You can currently " +
        "get t3.micro capacity by not specifying an Availability Zone in your request or choosing eu-west-1a, eu-west-1c.",
    );
    aws.cloud.capacity.replenish();
    aws.cloud.quotas.set("L-1216C47A", 3);
    launch();
    expect(refusal(launch)).toMatch(
      /^VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 3 allows/,
    );
  });

  it("has an encrypted volume when the region encrypts by default, and a volume id in a configured one", () => {
    const { aws, launch } = machine();
    aws.create("aws_ebs_encryption_by_default", { enabled: true });
    const configured = {
      volume_size: 30,
      volume_id: null,
      encrypted: null,
      tags: { backup: "daily" },
      tags_all: {},
    };
    const [root] = launch({ root_block_device: [configured] }).attributes[
      "root_block_device"
    ] as Attributes[];
    expect(root).toMatchObject({
      volume_size: 30,
      tags_all: { backup: "daily" },
      encrypted: true,
      volume_id: expect.stringMatching(/^vol-0/),
    });
  });

  it.each([
    [{ ami: "ami-0" }, /^InvalidAMIID\.NotFound: The image id '\[ami-0\]' does not exist/],
    [{ subnet_id: "subnet-0" }, /^InvalidSubnetID\.NotFound/],
    [{ subnet_id: null }, /^MissingInput/],
    [{ vpc_security_group_ids: ["sg-0"] }, /^InvalidGroup\.NotFound/],
    [{ iam_instance_profile: "nobody" }, /^InvalidParameterValue/],
    [{ root_block_device: [{ volume_size: 4 }] }, /^InvalidBlockDeviceMapping: Volume of size 4GB/],
    [{ root_block_device: [{ kms_key_id: "nonsense" }] }, /^NotFoundException/],
  ])("is not launched with %j", (more, message) => {
    const { launch } = machine();
    expect(refusal(() => launch(more))).toMatch(message);
  });

  it("takes no group of another VPC", () => {
    const { aws, launch, subnet } = machine();
    const other = aws.create("aws_vpc", { cidr_block: "10.1.0.0/16" });
    const foreign = aws.create("aws_security_group", { name: "foreign", vpc_id: other.id });
    expect(refusal(() => launch({ vpc_security_group_ids: [foreign.id] }))).toBe(
      `InvalidParameter: Security group ${foreign.id} and subnet ${subnet.id} belong to different networks.`,
    );
  });

  it("takes an instance profile once EC2 sees it and it holds a role", () => {
    const { aws, launch } = machine();
    aws.create("aws_iam_role", { name: "web", assume_role_policy: trust("ec2.amazonaws.com") });
    aws.create("aws_iam_instance_profile", { name: "empty" });
    aws.create("aws_iam_instance_profile", { name: "web", role: "web" });
    expect(refusal(() => launch({ iam_instance_profile: "web" }))).toMatch(/^InvalidParameterValue/);
    aws.settle();
    expect(refusal(() => launch({ iam_instance_profile: "web" }))).toBeUndefined();
    expect(refusal(() => launch({ iam_instance_profile: "empty" }))).toMatch(/has no associated IAM Roles$/);
  });

  it("keeps its subnet and group from being deleted, and itself when it is protected", () => {
    const { aws, launch, subnet, group } = machine();
    const instance = launch({ disable_api_termination: true });
    expect(refusal(() => aws.delete(subnet))).toMatch(/^DependencyViolation/);
    expect(refusal(() => aws.delete(group))).toMatch(/^DependencyViolation/);
    expect(refusal(() => aws.delete(instance))).toMatch(/^OperationNotPermitted: The instance 'i-0/);
    aws.delete(aws.update(instance, { disable_api_termination: false }));
    for (const object of [subnet, group]) expect(refusal(() => aws.delete(object))).toBeUndefined();
  });
});

describe("a machine image", () => {
  const look = (config: Attributes) => refusal(() => new AwsAccount().data("aws_ami", config));

  it("has one id for its exact name in a region", () => {
    const aws = new AwsAccount();
    const config = { filter: [{ name: "name", values: [IMAGE] }] };
    expect(aws.data("aws_ami", config)["id"]).toBe(aws.data("aws_ami", config)["id"]);
    expect(aws.elsewhere({ region: "us-east-1" }).data("aws_ami", config)["id"]).not.toBe(
      aws.data("aws_ami", config)["id"],
    );
  });

  it("is not looked for by a pattern, and not found under another owner or an unknown name", () => {
    expect(look({ filter: [{ name: "name", values: ["al2023-*"] }] })).toMatch(
      /^InvalidParameterValue: Name one image exactly/,
    );
    expect(look({})).toMatch(/^InvalidParameterValue/);
    expect(look({ owners: ["self"], filter: [{ name: "name", values: [IMAGE] }] })).toMatch(/^NoResults/);
    expect(look({ filter: [{ name: "name", values: ["ubuntu"] }] })).toMatch(
      /^NoResults: Your query returned no results/,
    );
  });
});
