import type { Attributes } from "../../../../../app/simulator/value";
import { refusal, trust } from "../aws-account";
import { arnOf, ClusterAccount, machines } from "./eks-fixture";

describe("a node group", () => {
  it("comes up with machines in its subnets, a hidden Auto Scaling group and access for its role", () => {
    const aws = ClusterAccount.withNetwork();
    const group = aws.nodeGroup("system");
    expect(group.id).toBe("main:system");
    expect(group.attributes).toMatchObject({
      status: "ACTIVE",
      version: "1.35",
      capacity_type: "ON_DEMAND",
      resources: [{ autoscaling_groups: [{ name: expect.stringMatching(/^eks-system-[0-9a-f-]{36}$/) }] }],
    });
    expect(machines(aws)).toEqual(["m7i.large", "m7i.large"]);
    expect(aws.import("aws_eks_access_entry", `main:${arnOf(aws.nodeRole)}`)?.attributes["type"]).toBe(
      "EC2_LINUX",
    );
    expect(
      refusal(() =>
        aws.create("aws_eks_access_entry", {
          cluster_name: "main",
          principal_arn: arnOf(aws.nodeRole),
          type: "EC2_LINUX",
        }),
      ),
    ).toBe("ResourceInUseException: The specified access entry resource is already in use on this cluster.");
  });

  it("is listed with the others of its cluster, whoever made it", () => {
    const aws = ClusterAccount.withNetwork();
    aws.nodeGroup("system");
    aws.nodeGroup("quotes");
    const names = () => aws.data("aws_eks_node_groups", { cluster_name: "main" })["names"];
    expect(names()).toEqual(["quotes", "system"]);
    expect(refusal(() => aws.data("aws_eks_node_groups", { cluster_name: "other" }))).toBe(
      "ResourceNotFoundException: No cluster found for name: other.",
    );
  });

  it("keeps its subnets and the cluster's security group in use, and lets go of all when it is deleted", () => {
    const aws = ClusterAccount.withNetwork();
    const subnet = aws.create("aws_subnet", {
      vpc_id: aws.vpc.id,
      cidr_block: "10.0.9.0/24",
      availability_zone: "eu-west-1c",
    });
    const nodes = aws.create("aws_security_group", { name: "nodes", vpc_id: aws.vpc.id });
    const template = aws.create("aws_launch_template", { name: "nodes", vpc_security_group_ids: [nodes.id] });
    const group = aws.nodeGroup("system", {
      subnet_ids: [subnet.id],
      launch_template: [{ id: template.id, name: null, version: "1" }],
    });
    expect(refusal(() => aws.delete(subnet))).toBe(
      `DependencyViolation: The subnet '${subnet.id}' has dependencies and cannot be deleted.`,
    );
    expect(refusal(() => aws.delete(nodes))).toBe(
      `DependencyViolation: resource ${nodes.id} has a dependent object`,
    );
    aws.delete(group);
    expect(machines(aws)).toEqual([]);
    expect(aws.import("aws_eks_access_entry", `main:${arnOf(aws.nodeRole)}`)).toBeUndefined();
    expect(refusal(() => aws.delete(subnet))).toBeUndefined();
    expect(refusal(() => aws.delete(nodes))).toBeUndefined();
  });

  it("has tags of its Auto Scaling group, which go with it", () => {
    const aws = ClusterAccount.withNetwork();
    const group = aws.nodeGroup("system");
    const [{ autoscaling_groups: [{ name = "" } = {}] = [] } = {}] = group.attributes["resources"] as {
      autoscaling_groups: { name: string }[];
    }[];
    const tag = (autoscaling_group_name: string) =>
      aws.create("aws_autoscaling_group_tag", {
        autoscaling_group_name,
        tag: [{ key: "team", value: "ml", propagate_at_launch: false }],
      });
    expect(tag(name).id).toBe(`${name},team`);
    expect(refusal(() => tag("eks-other"))).toBe(
      "ValidationError: AutoScalingGroup name not found - AutoScalingGroup 'eks-other' not found",
    );
    aws.delete(group);
    expect(aws.cloud.listEverywhere("aws_autoscaling_group_tag")).toEqual([]);
  });

  it("is scaled up and down", () => {
    const aws = ClusterAccount.withNetwork();
    const group = aws.nodeGroup("system");
    const grown = aws.update(group, { scaling_config: [{ desired_size: 3, min_size: 1, max_size: 3 }] });
    expect(machines(aws)).toHaveLength(3);
    aws.update(grown, { scaling_config: [{ desired_size: 0, min_size: 0, max_size: 3 }] });
    expect(machines(aws)).toEqual([]);
  });

  it("moves to other machines with the next version of its template", () => {
    const aws = ClusterAccount.withNetwork();
    const template = aws.create("aws_launch_template", { name: "nodes", instance_type: "m7i.large" });
    const group = aws.nodeGroup("system", {
      instance_types: [],
      launch_template: [{ id: template.id, name: null, version: "1" }],
    });
    expect(group.attributes["launch_template"]).toEqual([{ id: template.id, name: "nodes", version: "1" }]);
    expect(aws.update(template, { instance_type: "m7i.xlarge" }).attributes["latest_version"]).toBe(2);
    aws.update(group, { launch_template: [{ id: template.id, name: "nodes", version: "2" }] });
    expect(machines(aws)).toEqual(["m7i.xlarge", "m7i.xlarge"]);
  });

  it("gets the newest image of a new Kubernetes version", () => {
    const aws = ClusterAccount.withNetwork({ version: "1.35" });
    const group = aws.nodeGroup("system", { version: "1.34" });
    expect(aws.update(group, { version: "1.35" }).attributes["release_version"]).toMatch(/^1\.35\./);
  });
});

describe("nodes that do not become ready fail their group, which stays behind", () => {
  const failure = (aws: ClusterAccount, more: Attributes = {}) =>
    refusal(() => aws.nodeGroup("system", more));

  it("without a network plugin", () => {
    const aws = new ClusterAccount();
    aws.cluster({ bootstrap_self_managed_addons: false });
    expect(failure(aws)).toMatch(
      /unexpected state 'CREATE_FAILED', wanted target 'ACTIVE'\. last error: i-\w+, i-\w+: NodeCreationFailure: Unhealthy nodes in the kubernetes cluster$/,
    );
    expect(aws.import("aws_eks_node_group", "main:system")?.attributes["status"]).toBe("CREATE_FAILED");
  });

  it("when nobody may give out addresses", () => {
    const aws = ClusterAccount.withNetwork();
    const bare = aws.role("bare", "ec2.amazonaws.com", [
      "AmazonEKSWorkerNodePolicy",
      "AmazonEC2ContainerRegistryPullOnly",
    ]);
    aws.settle();
    expect(failure(aws, { node_role_arn: arnOf(bare) })).toMatch(/Unhealthy nodes/);
    aws.role("cni", "pods.eks.amazonaws.com", ["AmazonEKS_CNI_Policy"]);
    const [vpcCni] = aws.cloud.listEverywhere("aws_eks_addon");
    if (vpcCni) aws.cloud.change(vpcCni, { service_account_role_arn: "arn:aws:iam::111111111111:role/cni" });
    expect(refusal(() => aws.nodeGroup("other", { node_role_arn: arnOf(bare) }))).toBeUndefined();
  });

  it("under a role without the nodes' rights", () => {
    const aws = ClusterAccount.withNetwork();
    const bare = aws.create("aws_iam_role", { name: "bare", assume_role_policy: trust("ec2.amazonaws.com") });
    aws.settle();
    expect(failure(aws, { node_role_arn: arnOf(bare) })).toMatch(
      /NodeCreationFailure: Instances failed to join the kubernetes cluster$/,
    );
  });

  it("but a group that wants no node yet is content", () => {
    const aws = new ClusterAccount();
    aws.cluster({ bootstrap_self_managed_addons: false });
    expect(failure(aws, { scaling_config: [{ desired_size: 0, min_size: 0, max_size: 2 }] })).toBeUndefined();
  });
});

describe("EKS refuses a node group", () => {
  it.each([
    [
      { scaling_config: [{ desired_size: 0, min_size: 1, max_size: 2 }] },
      "minSize can't be greater than desiredSize",
    ],
    [
      { scaling_config: [{ desired_size: 3, min_size: 1, max_size: 2 }] },
      "desiredSize can't be greater than maxSize",
    ],
    [
      { labels: { "node.kubernetes.io/role": "gpu" } },
      "Label cannot contain reserved prefixes [kubernetes.io/, k8s.io/, eks.amazonaws.com/]",
    ],
    [
      { version: "1.36" },
      "Nodegroup Kubernetes version 1.36 is not valid for a cluster of Kubernetes version 1.35.",
    ],
    [
      { release_version: "1.34.2-20260101" },
      "Requested release version 1.34.2-20260101 is not valid for kubernetes version 1.35.",
    ],
    [{ instance_types: ["m7i.huge"] }, "The following supplied instance types do not exist: [m7i.huge]"],
    [
      { instance_types: ["m7g.large"] },
      "[m7g.large] is not a valid instance type for requested amiType AL2023_x86_64_STANDARD",
    ],
  ])("with %j", (attributes, sentence) => {
    const aws = ClusterAccount.withNetwork();
    expect(refusal(() => aws.nodeGroup("system", attributes as Attributes))).toBe(
      `InvalidParameterException: ${sentence}`,
    );
  });

  it.each([
    [{}, { disk_size: 50 }, "Disk size must be specified within the launch template."],
    [
      {},
      { remote_access: [{ ec2_ssh_key: "key" }] },
      "Remote access configuration cannot be specified with a launch template.",
    ],
    [{ instance_type: "m7i.large" }, {}, "Cannot specify instance types in launch template and API Request"],
    [
      { iam_instance_profile: [{ name: "nodes" }] },
      {},
      "Launch template must not specify iamInstanceProfile.",
    ],
  ])("with a template of %j and arguments of %j", (template, attributes, sentence) => {
    const aws = ClusterAccount.withNetwork();
    const { id } = aws.create("aws_launch_template", { name: "nodes", ...(template as Attributes) });
    const create = () =>
      aws.nodeGroup("system", {
        launch_template: [{ id, name: null, version: "1" }],
        ...(attributes as Attributes),
      });
    expect(refusal(create)).toMatch(new RegExp(`^Invalid(Parameter|Request)Exception: ${sentence}$`));
  });

  it("with a version of a template that does not exist", () => {
    const aws = ClusterAccount.withNetwork();
    const { id } = aws.create("aws_launch_template", { name: "nodes" });
    expect(
      refusal(() => aws.nodeGroup("system", { launch_template: [{ id, name: null, version: "2" }] })),
    ).toBe(
      `InvalidRequestException: Could not find the specified version 2 for the launch template with ID ${id}.`,
    );
  });
});
