import { NodeGroup, type NodeGroupProps } from "../../../constructs/eks/node-group";
import { labelsOf, taintsOf } from "../../../constructs/eks/node-labels";
import { all, configurationWith, only } from "../configuration";

const build = (changes: Partial<NodeGroupProps> = {}) =>
  configurationWith((stack) => {
    new NodeGroup(stack, "nodes-system", {
      cluster: { literal: "drydock-dev-main", reference: "drydock-dev-main" },
      templateName: "drydock-dev-main-system",
      pool: { name: "system", gpu: false, capacity: "on-demand", taints: [] },
      version: "1.35",
      imageRelease: "1.35.8-20260930",
      instanceTypes: ["m6i.large", "m6a.large"],
      size: { min: 2, desired: 2, max: 6 },
      diskGib: 100,
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupId: "sg-nodes",
      roleArn: "arn:role:node",
      volumeKeyArn: "arn:key:data",
      tags: { owner: "platform", environment: "dev", stack: "dev-cluster-main", cost: "dev" },
      after: [],
      ...changes,
    });
  });

const gpu = { name: "gpu-spot", gpu: true, capacity: "spot", taints: [] } as const;

describe("nodes", () => {
  const configuration = build();
  const template = only(configuration, "aws_launch_template");

  it("show their metadata to session tokens on the node itself only, so that no pod gets the node's role", () => {
    expect(template.metadata_options).toMatchObject({
      http_endpoint: "enabled",
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
  });

  it("have encrypted gp3 disks that go with them", () => {
    expect(template.block_device_mappings).toEqual([
      {
        device_name: "/dev/xvda",
        ebs: {
          volume_type: "gp3",
          volume_size: 100,
          encrypted: "true",
          kms_key_id: "arn:key:data",
          delete_on_termination: "true",
        },
      },
    ]);
  });

  it("have no public address and no other security group than the nodes'", () => {
    expect(template.network_interfaces).toMatchObject([
      { associate_public_ip_address: "false", security_groups: ["sg-nodes"] },
    ]);
    expect(template).not.toHaveProperty("vpc_security_group_ids");
  });

  it("carry the five tags, and so do their disks and network interfaces", () => {
    const tagged = template.tag_specifications as { resource_type: string; tags: Record<string, string> }[];
    expect(tagged.map((one) => one.resource_type)).toEqual(["instance", "network-interface", "volume"]);
    for (const { tags } of tagged) {
      expect(Object.keys(tags)).toEqual(
        expect.arrayContaining(["owner", "environment", "stack", "cost", "address"]),
      );
    }
  });

  it("open no SSH and leave to EKS what is EKS's", () => {
    expect(only(configuration, "aws_eks_node_group")).not.toHaveProperty("remote_access");
    for (const forbidden of ["key_name", "image_id", "instance_type", "iam_instance_profile"]) {
      expect(template).not.toHaveProperty(forbidden);
    }
  });
});

describe("a node group", () => {
  const group = only(build(), "aws_eks_node_group");

  it("runs one exact image, and is renewed when its template changes", () => {
    expect(group).toMatchObject({
      ami_type: "AL2023_x86_64_STANDARD",
      version: "1.35",
      release_version: "1.35.8-20260930",
      launch_template: { version: "${aws_launch_template.nodes-system-template.latest_version}" },
    });
  });

  it("leaves its size to the autoscaler once it exists", () => {
    expect(group.scaling_config).toEqual({ min_size: 2, desired_size: 2, max_size: 6 });
    expect(group.lifecycle).toEqual({ ignore_changes: ["scaling_config[0].desired_size"] });
  });

  it("tells pods its pool and how it is bought", () => {
    expect(group.labels).toEqual({ "drydock/pool": "system", "drydock/capacity": "on-demand" });
  });

  it("tells the autoscaler nothing while it always has a node to look at", () => {
    expect(build().resource).not.toHaveProperty("aws_autoscaling_group_tag");
  });
});

describe("a GPU group", () => {
  const configuration = build({ pool: gpu, size: { min: 0, desired: 0, max: 4 }, diskGib: 200 });

  it("runs NVIDIA's image on spot capacity and keeps other pods away", () => {
    expect(only(configuration, "aws_eks_node_group")).toMatchObject({
      ami_type: "AL2023_x86_64_NVIDIA",
      capacity_type: "SPOT",
      labels: { "nvidia.com/gpu": "true", "drydock/capacity": "spot" },
      taint: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
    });
  });

  it("tells the autoscaler what a node would be like while there is none", () => {
    const tags = Object.values(all(configuration, "aws_autoscaling_group_tag")).map(
      ({ tag }) => tag as never,
    );
    const byKey = Object.fromEntries(
      tags.map(({ key, value }: { key: string; value: string }) => [
        key.replace("k8s.io/cluster-autoscaler/node-template/", ""),
        value,
      ]),
    );
    expect(byKey).toEqual({
      "label/drydock/pool": "gpu-spot",
      "label/drydock/capacity": "spot",
      "label/nvidia.com/gpu": "true",
      "taint/nvidia.com/gpu": "true:NoSchedule",
      "resources/ephemeral-storage": "200Gi",
    });
  });

  it("names the group that EKS made", () => {
    for (const tag of Object.values(all(configuration, "aws_autoscaling_group_tag"))) {
      expect(tag.autoscaling_group_name).toBe(
        "${aws_eks_node_group.nodes-system.resources[0].autoscaling_groups[0].name}",
      );
    }
  });

  it("takes a taint of its key from the environment instead of adding its own", () => {
    const own = { key: "nvidia.com/gpu", value: "present", effect: "NO_EXECUTE" } as const;
    expect(taintsOf({ ...gpu, taints: [own] })).toEqual([own]);
    expect(labelsOf(gpu)).toHaveProperty(["nvidia.com/gpu"], "true");
  });
});
