import type { Attributes } from "../../../../../app/simulator/value";
import { refusal, trust } from "../aws-account";
import { arnOf, ClusterAccount } from "./eks-fixture";

const vpcOf = (aws: ClusterAccount, more: Attributes = {}): Attributes => ({
  vpc_config: [{ subnet_ids: aws.subnets.map(({ id }) => id), endpoint_private_access: true, ...more }],
});

describe("EKS refuses a cluster", () => {
  it.each([
    [{ version: "1.12" }, "InvalidParameterException: unsupported Kubernetes version"],
    [
      { access_config: [{ bootstrap_cluster_creator_admin_permissions: false, authentication_mode: null }] },
      "InvalidParameterException: bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is set to CONFIG_MAP",
    ],
  ])("with %j", (attributes, sentence) => {
    expect(refusal(() => new ClusterAccount().cluster(attributes as Attributes))).toBe(sentence);
  });

  it("in one zone, without any endpoint, or with a security group of another network", () => {
    const aws = new ClusterAccount();
    const [subnet] = aws.subnets;
    const create = (more: Attributes) => refusal(() => aws.cluster(vpcOf(aws, more)));
    expect(create({ subnet_ids: [subnet?.id ?? ""] })).toBe(
      "InvalidParameterException: Subnets specified must be in at least two different AZs",
    );
    expect(create({ endpoint_private_access: false, endpoint_public_access: false })).toMatch(
      /^InvalidParameterException: Private and public endpoint access cannot both be disabled/,
    );
    const other = aws.create("aws_vpc", { cidr_block: "10.9.0.0/16" });
    const stranger = aws.create("aws_security_group", { name: "stranger", vpc_id: other.id });
    expect(create({ security_group_ids: [stranger.id] })).toBe(
      `InvalidParameterException: Security group(s) [${stranger.id}] are not in the same VPC as the subnets. Please ` +
        "specify security groups that are in the same VPC.",
    );
  });

  it("in a zone that has no room for control planes, and names the others", () => {
    const aws = new ClusterAccount();
    aws.cloud.capacity.exhaust({ instanceType: "eks-control-plane", zone: "eu-west-1b" });
    expect(refusal(() => aws.cluster())).toBe(
      "UnsupportedAvailabilityZoneException: Cannot create cluster 'main' because eu-west-1b, the targeted availability " +
        "zone, does not currently have sufficient capacity to support the cluster. Retry and choose from these " +
        "availability zones: eu-west-1a, eu-west-1c",
    );
    aws.cloud.capacity.replenish();
    expect(refusal(() => aws.cluster())).toBeUndefined();
  });

  it("under a role that it cannot take, or that lacks the policy", () => {
    const aws = new ClusterAccount();
    const bare = aws.create("aws_iam_role", { name: "bare", assume_role_policy: trust("eks.amazonaws.com") });
    aws.settle();
    expect(refusal(() => aws.cluster({ role_arn: arnOf(aws.nodeRole) }))).toBe(
      "InvalidParameterException: Role could not be assumed because the trusted entity is not correct",
    );
    expect(refusal(() => aws.cluster({ role_arn: arnOf(bare) }))).toMatch(
      /Please ensure the following policy is attached: arn:aws:iam::aws:policy\/AmazonEKSClusterPolicy$/,
    );
  });

  it("whose key waits for its deletion", () => {
    const aws = new ClusterAccount();
    const key = aws.create("aws_kms_key");
    const encrypted = {
      encryption_config: [{ provider: [{ key_arn: arnOf(key) }], resources: ["secrets"] }],
    };
    aws.delete(key);
    expect(refusal(() => aws.cluster(encrypted))).toBe(
      `InvalidParameterException: ${arnOf(key)} is pending deletion.`,
    );
  });
});

describe("a cluster is upgraded", () => {
  it.each([
    ["1.34", "1.35", undefined],
    ["1.34", "1.36", "Unsupported Kubernetes minor version update from 1.34 to 1.36"],
    ["1.35", "1.34", "Unsupported Kubernetes minor version update from 1.35 to 1.34"],
    ["1.36", "1.37", "unsupported Kubernetes version"],
  ])("one minor version at a time: %s to %s", (from, to, sentence) => {
    const aws = new ClusterAccount();
    const cluster = aws.cluster({ version: from });
    expect(refusal(() => aws.update(cluster, { version: to }))).toBe(
      sentence && `InvalidParameterException: ${sentence}`,
    );
  });

  it("when no node falls more than three versions behind", () => {
    const aws = ClusterAccount.withNetwork({ version: "1.34" });
    aws.nodeGroup("old", { version: "1.31" });
    const cluster = aws.cloud.findBy("aws_eks_cluster", "name", "main");
    expect(refusal(() => cluster && aws.update(cluster, { version: "1.35" }))).toBe(
      "InvalidParameterException: Nodegroups old must be updated to match cluster version 1.34 before updating cluster version",
    );
  });
});

describe("access to a cluster", () => {
  it.each([
    ["API", "CONFIG_MAP"],
    ["API", "API_AND_CONFIG_MAP"],
    ["API_AND_CONFIG_MAP", "API"],
  ])("moves towards the API only: from %s to %s", (from, to) => {
    const aws = new ClusterAccount();
    const mode = (authentication_mode: string) => ({
      access_config: [{ authentication_mode, bootstrap_cluster_creator_admin_permissions: false }],
    });
    const cluster = aws.cluster(mode(from));
    expect(refusal(() => aws.update(cluster, mode(to)))).toBe(
      to === "API"
        ? undefined
        : `InvalidParameterException: Unsupported authentication mode update from ${from} to ${to}`,
    );
  });
});

describe("a protected cluster", () => {
  it("is not deleted", () => {
    const aws = new ClusterAccount();
    const cluster = aws.cluster({ deletion_protection: true });
    expect(refusal(() => aws.delete(cluster))).toMatch(/^InvalidRequestException: .*deletion protection/);
    expect(refusal(() => aws.delete(aws.update(cluster, { deletion_protection: false })))).toBeUndefined();
  });
});

describe("the log group of a cluster", () => {
  const name = "/aws/eks/main/cluster";
  const logging = { enabled_cluster_log_types: ["api", "audit"] };

  it("is made by EKS, without retention, when a cluster logs and nobody has made it", () => {
    const aws = new ClusterAccount();
    aws.cluster(logging);
    expect(aws.cloud.findBy("aws_cloudwatch_log_group", "name", name)?.attributes["retention_in_days"]).toBe(
      0,
    );
    expect(refusal(() => aws.create("aws_cloudwatch_log_group", { name }))).toMatch(
      /^ResourceAlreadyExistsException/,
    );
  });

  it("is left as it is when it was made before", () => {
    const aws = new ClusterAccount();
    aws.create("aws_cloudwatch_log_group", { name, retention_in_days: 30 });
    aws.cluster(logging);
    expect(aws.cloud.findBy("aws_cloudwatch_log_group", "name", name)?.attributes["retention_in_days"]).toBe(
      30,
    );
  });

  it("is born again when it is deleted before the cluster, and stays gone when it is deleted after", () => {
    const aws = new ClusterAccount();
    const group = aws.create("aws_cloudwatch_log_group", { name, retention_in_days: 30 });
    const cluster = aws.cluster(logging);
    aws.delete(group);
    const reborn = aws.cloud.findBy("aws_cloudwatch_log_group", "name", name);
    expect(reborn?.attributes["retention_in_days"]).toBe(0);
    aws.delete(cluster);
    if (reborn) aws.delete(reborn);
    expect(aws.cloud.findBy("aws_cloudwatch_log_group", "name", name)).toBeUndefined();
  });
});
