import type { Attributes } from "../../../../../app/simulator/value";
import { refusal } from "../aws-account";
import { arnOf, ClusterAccount } from "./eks-fixture";

describe("an add-on", () => {
  it("takes the newest version for the cluster's when none is asked for", () => {
    const aws = new ClusterAccount();
    aws.cluster({ version: "1.34" });
    expect(aws.addon("kube-proxy").attributes["addon_version"]).toMatch(/^v1\.34\.\d+-eksbuild\.\d+$/);
  });
});

describe("EKS refuses an add-on", () => {
  it.each([
    ["cni", {}, "Addon specified is not supported"],
    ["coredns", { addon_version: "v1.9.3-eksbuild.10" }, "Addon version specified is not supported"],
    ["kube-proxy", { addon_version: "v1.36.0-eksbuild.14" }, "Addon version specified is not supported"],
    ["kube-proxy", { addon_version: "1.35.0" }, "Addon version specified is not supported"],
    [
      "vpc-cni",
      { configuration_values: JSON.stringify({ VpcCni: {} }) },
      "ConfigurationValue provided in request is not supported: Json schema validation failed with error: [$.VpcCni: is not defined in the schema and the schema does not allow additional properties]",
    ],
    [
      "vpc-cni",
      { configuration_values: JSON.stringify({ enableNetworkPolicy: true }) },
      "ConfigurationValue provided in request is not supported: Json schema validation failed with error: [$.enableNetworkPolicy: boolean found, string expected]",
    ],
    [
      "vpc-cni",
      { configuration_values: "null" },
      "ConfigurationValue provided in request is not supported: Json schema validation failed with error: [$: null found, object expected]",
    ],
  ])("%s with %j", (name, attributes, sentence) => {
    const aws = new ClusterAccount();
    aws.cluster();
    expect(refusal(() => aws.addon(name, attributes as Attributes))).toBe(
      `InvalidParameterException: ${sentence}`,
    );
  });

  it("that is there already", () => {
    const aws = new ClusterAccount();
    aws.cluster();
    aws.addon("vpc-cni", { configuration_values: JSON.stringify({ enableNetworkPolicy: "true" }) });
    expect(refusal(() => aws.addon("vpc-cni"))).toBe("ResourceInUseException: Addon already exists.");
  });
});

describe("the order of add-ons and nodes", () => {
  it.each(["vpc-cni", "kube-proxy", "eks-pod-identity-agent"])("%s needs no node", (name) => {
    const aws = new ClusterAccount();
    aws.cluster({ bootstrap_self_managed_addons: false });
    expect(refusal(() => aws.addon(name))).toBeUndefined();
  });

  it.each(["coredns", "metrics-server", "aws-ebs-csi-driver"])(
    "%s stays degraded until there is a node that takes it",
    (name) => {
      const aws = ClusterAccount.withNetwork();
      expect(refusal(() => aws.addon(name))).toBe(
        "InsufficientNumberOfReplicas: timeout while waiting for state to become 'ACTIVE' (last state: 'DEGRADED', timeout: 20m0s)",
      );
      const tainted = aws.import("aws_eks_addon", `main:${name}`);
      if (tainted) aws.delete(tainted);
      const taint = [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }];
      aws.nodeGroup("gpu", { taint });
      expect(refusal(() => aws.addon(name))).toMatch(/^InsufficientNumberOfReplicas/);
      const again = aws.import("aws_eks_addon", `main:${name}`);
      if (again) aws.delete(again);
      aws.nodeGroup("system", {
        taint: [{ key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" }],
      });
      expect(refusal(() => aws.addon(name))).toBeUndefined();
    },
  );

  it("an add-on that bears a taint by its configuration is well on such nodes", () => {
    const aws = ClusterAccount.withNetwork();
    aws.nodeGroup("system", { taint: [{ key: "system", value: "true", effect: "NO_SCHEDULE" }] });
    const bearing = JSON.stringify({ tolerations: [{ key: "system", operator: "Exists" }] });
    expect(refusal(() => aws.addon("coredns", { configuration_values: bearing }))).toBeUndefined();
  });
});

describe("Pod Identity", () => {
  const associate = (aws: ClusterAccount, more: Attributes = {}) =>
    aws.create("aws_eks_pod_identity_association", {
      cluster_name: "main",
      namespace: "kube-system",
      service_account: "ebs-csi-controller-sa",
      role_arn: arnOf(aws.podRole),
      ...more,
    });

  it("gives a service account one role, be it by itself or through an add-on", () => {
    const aws = ClusterAccount.withNetwork();
    const own = associate(aws);
    expect(own.attributes).toMatchObject({
      association_id: own.id,
      association_arn: `arn:aws:eks:eu-west-1:111111111111:podidentityassociation/main/${own.id}`,
    });
    expect(aws.import("aws_eks_pod_identity_association", `main,${own.id}`)?.id).toBe(own.id);
    expect(refusal(() => associate(aws))).toBe(
      `ResourceInUseException: Association already exists: ${own.id}`,
    );
    aws.delete(own);
    const association = { service_account: "ebs-csi-controller-sa", role_arn: arnOf(aws.podRole) };
    aws.nodeGroup("system");
    const addon = aws.addon("aws-ebs-csi-driver", { pod_identity_association: [association] });
    expect(refusal(() => associate(aws))).toMatch(/^ResourceInUseException: Association already exists: a-/);
    aws.delete(addon);
    expect(refusal(() => associate(aws))).toBeUndefined();
  });

  it("takes a role that pods can take, once IAM has settled", () => {
    const aws = ClusterAccount.withNetwork();
    expect(refusal(() => associate(aws, { role_arn: arnOf(aws.nodeRole) }))).toBe(
      "InvalidParameterException: Trust policy of the role provided is invalid",
    );
    const missing = "arn:aws:iam::111111111111:role/missing";
    expect(refusal(() => associate(aws, { role_arn: missing }))).toBe(
      "InvalidParameterException: Role provided in the request does not exist.",
    );
  });
});
