import type { Attributes } from "../../../../../app/simulator/value";
import { refusal } from "../aws-account";
import { arnOf, ClusterAccount } from "./eks-fixture";

describe("a cluster", () => {
  it("has an endpoint, an issuer and a security group of its own in the network of its subnets", () => {
    const aws = new ClusterAccount();
    const { id, attributes } = aws.cluster();
    expect(id).toBe("main");
    expect(attributes).toMatchObject({
      arn: "arn:aws:eks:eu-west-1:111111111111:cluster/main",
      endpoint: expect.stringMatching(/^https:\/\/[0-9A-F]{32}\.gr7\.eu-west-1\.eks\.amazonaws\.com$/),
      identity: [
        {
          oidc: [
            {
              issuer: expect.stringMatching(
                /^https:\/\/oidc\.eks\.eu-west-1\.amazonaws\.com\/id\/[0-9A-F]{32}$/,
              ),
            },
          ],
        },
      ],
      kubernetes_network_config: [{ service_ipv4_cidr: "172.20.0.0/16", ip_family: "ipv4" }],
      vpc_config: [{ vpc_id: aws.vpc.id, cluster_security_group_id: expect.stringMatching(/^sg-0/) }],
    });
    const [{ data }] = attributes["certificate_authority"] as [{ data: string }];
    expect(Buffer.from(data, "base64").toString()).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });

  it("takes its security group along when it goes, and keeps its subnets until then", () => {
    const aws = new ClusterAccount();
    const cluster = aws.cluster();
    const [subnet] = aws.subnets;
    const groups = () =>
      aws.cloud
        .listEverywhere("aws_security_group")
        .filter(({ attributes }) => String(attributes["name"]).startsWith("eks-cluster-sg-main-")).length;
    expect(groups()).toBe(1);
    expect(refusal(() => subnet && aws.delete(subnet))).toMatch(/^DependencyViolation/);
    aws.delete(cluster);
    expect(groups()).toBe(0);
    expect(refusal(() => subnet && aws.delete(subnet))).toBeUndefined();
  });

  it("is one of its name", () => {
    const aws = new ClusterAccount();
    aws.cluster();
    expect(refusal(() => aws.cluster())).toBe(
      "ResourceInUseException: Cluster already exists with name: main",
    );
  });

  it("is not deleted while it has node groups", () => {
    const aws = new ClusterAccount();
    const cluster = aws.cluster();
    const group = aws.nodeGroup("system");
    expect(refusal(() => aws.delete(cluster))).toBe(
      "ResourceInUseException: Cluster has nodegroups attached",
    );
    aws.delete(group);
    expect(refusal(() => aws.delete(cluster))).toBeUndefined();
  });

  it("waits for its role to be seen, and refuses one that does not exist", () => {
    const aws = new ClusterAccount();
    const young = arnOf(aws.role("young", "eks.amazonaws.com", ["AmazonEKSClusterPolicy"]));
    expect(refusal(() => aws.cluster({ role_arn: young }))).toBe(
      `InvalidParameterException: roleArn, ${young}, does not exist`,
    );
    aws.settle();
    expect(refusal(() => aws.cluster({ role_arn: young }))).toBeUndefined();
  });
});

describe("what stands in a cluster", () => {
  it("goes with it", () => {
    const aws = new ClusterAccount();
    const cluster = aws.cluster();
    aws.addon("vpc-cni");
    aws.create("aws_eks_access_entry", { cluster_name: "main", principal_arn: arnOf(aws.nodeRole) });
    aws.create("aws_eks_pod_identity_association", {
      cluster_name: "main",
      namespace: "kube-system",
      service_account: "autoscaler",
      role_arn: arnOf(aws.podRole),
    });
    aws.delete(cluster);
    expect(aws.cloud.snapshot().filter(({ type }) => type.startsWith("aws_eks_"))).toEqual([]);
  });

  it.each([
    ["aws_eks_addon", { addon_name: "vpc-cni" }],
    ["aws_eks_access_entry", { principal_arn: "" }],
    ["aws_eks_pod_identity_association", { namespace: "apps", service_account: "engine", role_arn: "" }],
    ["aws_eks_access_policy_association", { principal_arn: "", policy_arn: "" }],
  ] as [string, Attributes][])("needs it: %s", (type, attributes) => {
    const aws = new ClusterAccount();
    expect(refusal(() => aws.create(type, { cluster_name: "main", ...attributes }))).toBe(
      "ResourceNotFoundException: No cluster found for name: main.",
    );
  });
});
