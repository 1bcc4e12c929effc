import type { Attributes } from "../../../../app/simulator/value";
import { AwsAccount, refusal } from "./aws-account";

const IMAGE = "al2023-ami-2023.6.20241212.0-kernel-6.1-x86_64";

function cluster() {
  const aws = new AwsAccount();
  const vpc = aws.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
  const subnets = ["a", "b", "c"].map((zone, index) =>
    aws.create("aws_subnet", {
      vpc_id: vpc.id,
      cidr_block: `10.0.${index}.0/24`,
      availability_zone: `eu-west-1${zone}`,
    }),
  );
  const image = aws.data("aws_ami", { owners: ["amazon"], filter: [{ name: "name", values: [IMAGE] }] });
  const vault = aws.create("aws_security_group", { name: "vault", vpc_id: vpc.id });
  const template = aws.create("aws_launch_template", {
    name: "vault",
    image_id: image["id"] ?? null,
    instance_type: "m7i.large",
    vpc_security_group_ids: [vault.id],
  });
  const group = (more: Attributes = {}) =>
    aws.create("aws_autoscaling_group", {
      name: "vault",
      min_size: 3,
      max_size: 3,
      vpc_zone_identifier: subnets.map(({ id }) => id),
      launch_template: [{ id: template.id, name: null, version: "1" }],
      ...more,
    });
  const zones = () =>
    aws.cloud.listEverywhere("aws_instance").map(({ attributes }) => attributes["availability_zone"]);
  return { aws, subnets, vault, template, group, zones };
}

describe("an Auto Scaling group", () => {
  it("has its machines spread over its zones, and lets go of everything with them", () => {
    const { aws, subnets, vault, group, zones } = cluster();
    const made = group();
    expect(made.attributes).toMatchObject({
      desired_capacity: 3,
      health_check_type: "EC2",
      arn: expect.stringMatching(
        /^arn:aws:autoscaling:eu-west-1:111111111111:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName\/vault$/,
      ),
      launch_template: [{ name: "vault", version: "1", id: expect.stringMatching(/^lt-/) }],
    });
    expect(zones()).toEqual(["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    const [subnet] = subnets;
    expect(refusal(() => subnet && aws.delete(subnet))).toMatch(/^DependencyViolation/);
    expect(refusal(() => aws.delete(vault))).toMatch(/^DependencyViolation/);
    aws.delete(made);
    expect(zones()).toEqual([]);
    expect(refusal(() => aws.delete(vault))).toBeUndefined();
  });

  it("is one of its name", () => {
    const { group } = cluster();
    group();
    expect(refusal(() => group())).toBe(
      "AlreadyExists: AutoScalingGroup by this name already exists - A group with the name vault already exists",
    );
  });

  it.each([
    [{ min_size: 4 }, "Max bound, 3, must be greater than or equal to min bound, 4"],
    [{ desired_capacity: 5 }, "Desired capacity:5 must be between the specified min size:3 and max size:3"],
    [
      { launch_template: [] },
      "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.",
    ],
    [{ vpc_zone_identifier: ["subnet-0"] }, "The subnet ID 'subnet-0' does not exist"],
  ])("with %j is refused", (more, sentence) => {
    const { group } = cluster();
    expect(refusal(() => group(more as Attributes))).toBe(`ValidationError: ${sentence}`);
  });

  it("needs a template with an image", () => {
    const { aws, group } = cluster();
    const bare = aws.create("aws_launch_template", { name: "bare", instance_type: "m7i.large" });
    expect(refusal(() => group({ launch_template: [{ id: bare.id, name: null, version: "1" }] }))).toBe(
      "ValidationError: You must use a valid fully-formed launch template. The request must contain the parameter ImageId",
    );
  });

  it("waits for its machines, and says why there are none; told not to wait it is content", () => {
    const { aws, group } = cluster();
    aws.cloud.capacity.exhaust({ instanceType: "m7i.large" });
    expect(refusal(() => group())).toMatch(
      /^ScalingActivityFailed: scaling activity \([0-9a-f-]{36}\): Failed: We currently do not have sufficient m7i\.large capacity .* Launching EC2 instance failed\.$/,
    );
    const tainted = aws.import("aws_autoscaling_group", "vault");
    if (tainted) aws.delete(tainted);
    expect(refusal(() => group({ wait_for_capacity_timeout: "0" }))).toBeUndefined();
  });

  it("of mixed instances takes what there is", () => {
    const { aws, group, template } = cluster();
    aws.cloud.capacity.exhaust({ instanceType: "m7i.large" });
    const specification = { launch_template_id: template.id, launch_template_name: null, version: "1" };
    group({
      launch_template: [],
      mixed_instances_policy: [
        {
          launch_template: [
            {
              launch_template_specification: [specification],
              override: [{ instance_type: "m7i.large" }, { instance_type: "m6i.large" }],
            },
          ],
        },
      ],
    });
    const types = aws.cloud
      .listEverywhere("aws_instance")
      .map(({ attributes }) => attributes["instance_type"]);
    expect(types).toEqual(["m6i.large", "m6i.large", "m6i.large"]);
  });

  it("replaces machines for a new template only in a refresh", () => {
    const { aws, group, template } = cluster();
    const ids = () => aws.cloud.listEverywhere("aws_instance").map(({ id }) => id);
    const made = group();
    const before = ids();
    aws.update(template, { instance_type: "m7i.xlarge" });
    const next = { launch_template: [{ id: template.id, name: "vault", version: "2" }] };
    const moved = aws.update(made, next);
    expect(ids()).toEqual(before);
    aws.update(moved, {
      launch_template: [{ id: template.id, name: "vault", version: "1" }],
      instance_refresh: [{ strategy: "Rolling" }],
    });
    expect(ids().filter((id) => before.includes(id))).toEqual([]);
  });
});

describe("hooks and policies of a group", () => {
  it("need it and go with it", () => {
    const { aws, group } = cluster();
    const hook = {
      autoscaling_group_name: "vault",
      name: "leave",
      lifecycle_transition: "autoscaling:EC2_INSTANCE_TERMINATING",
    };
    const policy = { autoscaling_group_name: "vault", name: "grow" };
    expect(refusal(() => aws.create("aws_autoscaling_lifecycle_hook", hook))).toBe(
      "ValidationError: Group vault not found",
    );
    const made = group();
    expect(aws.create("aws_autoscaling_lifecycle_hook", hook).attributes["default_result"]).toBe("ABANDON");
    expect(aws.create("aws_autoscaling_policy", policy).attributes["arn"]).toMatch(
      /:scalingPolicy:[0-9a-f-]{36}:autoScalingGroupName\/vault:policyName\/grow$/,
    );
    expect(aws.import("aws_autoscaling_lifecycle_hook", "vault/leave")?.id).toBe("leave");
    aws.delete(made);
    expect(aws.cloud.snapshot().filter(({ type }) => type.startsWith("aws_autoscaling_"))).toEqual([]);
  });
});
