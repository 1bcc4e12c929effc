import type { Attributes } from "../../../../../app/simulator/value";
import { policy, refusal } from "../aws-account";
import { arnOf, ClusterAccount, machines } from "./eks-fixture";

const gpu: Attributes = {
  ami_type: "AL2023_x86_64_NVIDIA",
  capacity_type: "SPOT",
  instance_types: ["g5.xlarge", "g6.xlarge", "g6e.xlarge"],
};

describe("when AWS is short of machines", () => {
  it("a group of several families goes through with the next one", () => {
    const aws = ClusterAccount.withNetwork();
    aws.cloud.capacity.exhaust({ instanceType: "g5.*", market: "spot" });
    aws.nodeGroup("gpu", gpu);
    expect(machines(aws)).toEqual(["g6.xlarge", "g6.xlarge"]);
  });

  it("a group goes to the zone that has some", () => {
    const aws = ClusterAccount.withNetwork();
    aws.cloud.capacity.exhaust({ instanceType: "m7i.large", zone: "eu-west-1a" });
    aws.nodeGroup("system");
    const zones = aws.cloud.listEverywhere("aws_instance").map((one) => one.attributes["availability_zone"]);
    expect(zones).toEqual(["eu-west-1b", "eu-west-1b"]);
  });

  it("a spot group without any fails, says why, and can be made once there is some again", () => {
    const aws = ClusterAccount.withNetwork();
    aws.cloud.capacity.exhaust({ market: "spot" });
    const before = aws.cloud.clock.nowMs;
    expect(refusal(() => aws.nodeGroup("gpu", gpu))).toMatch(
      /last error: eks-gpu-[0-9a-f-]{36}: AsgInstanceLaunchFailures: Could not launch Spot Instances\. UnfulfillableCapacity - Unable to fulfill capacity due to your request configuration\. Please adjust your request and try again\. Launching EC2 instance failed\.$/,
    );
    expect(aws.cloud.clock.nowMs - before).toBeGreaterThan(20 * 60 * 1000);
    const failed = aws.import("aws_eks_node_group", "main:gpu");
    if (failed) aws.delete(failed);
    aws.cloud.capacity.replenish();
    expect(refusal(() => aws.nodeGroup("gpu", gpu))).toBeUndefined();
  });

  it("an on-demand group says in which zone", () => {
    const aws = ClusterAccount.withNetwork();
    aws.cloud.capacity.exhaust({ instanceType: "p5.48xlarge" });
    expect(
      refusal(() =>
        aws.nodeGroup("train", {
          instance_types: ["p5.48xlarge"],
          scaling_config: [{ desired_size: 1, min_size: 0, max_size: 1 }],
        }),
      ),
    ).toMatch(
      /Could not launch On-Demand Instances\. InsufficientInstanceCapacity - We currently do not have sufficient p5\.48xlarge capacity in the Availability Zone you requested \(eu-west-1b\)/,
    );
  });

  it("an update that needs more machines changes nothing", () => {
    const aws = ClusterAccount.withNetwork();
    const group = aws.nodeGroup("system");
    aws.cloud.capacity.exhaust({});
    expect(
      refusal(() => aws.update(group, { scaling_config: [{ desired_size: 3, min_size: 1, max_size: 3 }] })),
    ).toMatch(/unexpected state 'Failed', wanted target 'Successful'/);
    expect(aws.read(group)?.["scaling_config"]).toEqual([{ desired_size: 2, min_size: 1, max_size: 3 }]);
    expect(machines(aws)).toHaveLength(2);
  });
});

describe("a quota of vCPUs", () => {
  it("ends a group on demand in EC2's words", () => {
    const aws = ClusterAccount.withNetwork();
    aws.cloud.quotas.set("L-DB2E81BA", 0);
    expect(refusal(() => aws.nodeGroup("gpu", { ...gpu, capacity_type: "ON_DEMAND" }))).toMatch(
      /Could not launch On-Demand Instances\. VcpuLimitExceeded - You have requested more vCPU capacity than your current vCPU limit of 0 allows for the instance bucket/,
    );
  });

  it("counts what runs, each market for itself", () => {
    const aws = ClusterAccount.withNetwork();
    aws.cloud.quotas.set("L-DB2E81BA", 8).set("L-3819A6DF", 8);
    const wanted = { ...gpu, instance_types: ["g5.xlarge"] };
    aws.nodeGroup("spot", wanted);
    aws.nodeGroup("fallback", { ...wanted, capacity_type: "ON_DEMAND" });
    expect(refusal(() => aws.nodeGroup("more", wanted))).toMatch(
      /Could not launch Spot Instances\. MaxSpotInstanceCountExceeded - Max spot instance count exceeded/,
    );
  });
});

describe("a group confined to a capacity reservation", () => {
  function reserved(count: number) {
    const aws = ClusterAccount.withNetwork();
    const reservation = aws.create("aws_ec2_capacity_reservation", {
      availability_zone: "eu-west-1a",
      instance_count: count,
      instance_match_criteria: "targeted",
      instance_platform: "Linux/UNIX",
      instance_type: "p5.48xlarge",
    });
    const { id } = aws.create("aws_launch_template", {
      name: "train",
      instance_type: "p5.48xlarge",
      capacity_reservation_specification: [
        { capacity_reservation_target: [{ capacity_reservation_id: reservation.id }] },
      ],
    });
    aws.cloud.capacity.exhaust({ instanceType: "p5.*" });
    aws.cloud.quotas.set("L-417A185B", 1000);
    const create = () =>
      aws.nodeGroup("train", { instance_types: [], launch_template: [{ id, name: null, version: "1" }] });
    return { aws, reservation, create };
  }

  it("has its machines even when there are no others", () => {
    const { aws, reservation, create } = reserved(2);
    create();
    const homes = aws.cloud.listEverywhere("aws_instance").map(({ attributes }) => attributes);
    expect(homes.map((one) => [one["capacity_reservation_id"], one["availability_zone"]])).toEqual([
      [reservation.id, "eu-west-1a"],
      [reservation.id, "eu-west-1a"],
    ]);
  });

  it("has no more than are reserved", () => {
    const { create } = reserved(1);
    expect(refusal(create)).toMatch(
      /ReservationCapacityExceeded - The requested reservation does not have sufficient compatible and available capacity for this request\./,
    );
  });
});

describe("volumes of nodes", () => {
  const withKey = (aws: ClusterAccount, kms_key_id: string) => {
    const { id } = aws.create("aws_launch_template", {
      name: "encrypted",
      block_device_mappings: [{ device_name: "/dev/xvda", ebs: [{ encrypted: "true", kms_key_id }] }],
    });
    return refusal(() => aws.nodeGroup("system", { launch_template: [{ id, name: null, version: "1" }] }));
  };
  const forAccount = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111111111111:root" },
    Action: "kms:*",
    Resource: "*",
  };

  it("need a key that Auto Scaling may use", () => {
    const aws = ClusterAccount.withNetwork();
    const role =
      "arn:aws:iam::111111111111:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    const grants = { ...forAccount, Principal: { AWS: role }, Action: ["kms:CreateGrant"] };
    const open = aws.create("aws_kms_key", { policy: policy(forAccount, grants) });
    expect(withKey(aws, arnOf(open))).toBeUndefined();
  });

  it.each([
    ["is closed to it", { is_enabled: true }, "Client.InternalError: Client error on launch"],
    [
      "is disabled",
      { is_enabled: false },
      "Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state",
    ],
  ])("end the launch when the key %s", (_, attributes, reason) => {
    const aws = ClusterAccount.withNetwork();
    const closed = aws.create("aws_kms_key", { policy: policy(forAccount), ...attributes });
    expect(withKey(aws, arnOf(closed))).toMatch(
      new RegExp(`AsgInstanceLaunchFailures: Instance became unhealthy .*Termination Reason: ${reason}$`),
    );
  });
});
