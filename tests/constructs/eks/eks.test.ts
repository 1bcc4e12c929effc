import { addressOf } from "../../../constructs/estate/address-tag";
import { Addons } from "../../../constructs/eks/addons";
import { AutoscalerIdentity } from "../../../constructs/eks/autoscaler-identity";
import { ClusterAccess } from "../../../constructs/eks/cluster-access";
import { ClusterNetwork } from "../../../constructs/eks/cluster-network";
import { ControlPlane } from "../../../constructs/eks/control-plane";
import { NodeRole } from "../../../constructs/eks/node-role";
import { PodIdentity } from "../../../constructs/eks/pod-identity";
import { placementOf } from "../../../constructs/estate/placement";
import { all, configurationWith, only, statementsOf, type PlainStack } from "../configuration";

const placement = placementOf("111111111111", "eu-west-1");
const permissionsBoundaryArn = "arn:aws:iam::111111111111:policy/boundary";
const cluster = { literal: "drydock-dev-main", reference: "drydock-dev-main" };

describe("a control plane", () => {
  const configuration = configurationWith((stack) => {
    new ControlPlane(stack, "cluster", {
      placement,
      name: cluster.literal,
      version: "1.35",
      support: "standard",
      serviceCidr: "172.20.0.0/16",
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["sg-1"],
      after: [],
      secretsKeyArn: "arn:key:cluster",
      logsKeyArn: "arn:key:logs",
      logRetentionDays: 90,
      permissionsBoundaryArn,
    });
  });
  const resource = only(configuration, "aws_eks_cluster");

  it("admits nobody without an access entry, not even its creator", () => {
    expect(resource.access_config).toEqual({
      authentication_mode: "API",
      bootstrap_cluster_creator_admin_permissions: false,
    });
  });

  it("encrypts secrets with the key of clusters", () => {
    expect(resource.encryption_config).toEqual({
      resources: ["secrets"],
      provider: { key_arn: "arn:key:cluster" },
    });
  });

  it("writes every log into a group that stands before it, encrypted and with an end", () => {
    expect(resource.enabled_cluster_log_types).toHaveLength(5);
    expect(resource.depends_on).toContain("aws_cloudwatch_log_group.cluster-logs");
    expect(only(configuration, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/eks/drydock-dev-main/cluster",
      kms_key_id: "arn:key:logs",
      retention_in_days: 90,
    });
  });

  it("gets no add-ons that Terraform does not manage", () => {
    expect(resource.bootstrap_self_managed_addons).toBe(false);
  });

  it("may be led away from a zone that is ill", () => {
    expect(resource.zonal_shift_config).toEqual({ enabled: true });
  });

  it("has a role that makes no load balancer, volume or security group", () => {
    const statements = Object.values(statementsOf(only(configuration, "aws_iam_role_policy").policy));
    const changes = statements.flatMap(({ Action }) => Action).filter((action) => !/:Describe/.test(action));
    expect(changes).toEqual(["ec2:CreateTags"]);
    expect(configuration.resource).not.toHaveProperty("aws_iam_role_policy_attachment");
  });
});

describe("access entries", () => {
  const configuration = configurationWith((stack) => {
    new ClusterAccess(stack, "access", {
      placement,
      cluster,
      deployRoleArn: "arn:aws:iam::111111111111:role/drydock-dev-deploy",
      viewers: [
        "arn:aws:iam::111111111111:role/team/platform-engineer",
        "arn:aws:iam::111111111111:user/Ada.Lovelace",
        "arn:aws:iam::222222222222:role/auditor",
      ],
    });
  });
  const policies = all(configuration, "aws_eks_access_policy_association");

  it("let the deploy role administer and operators look, without secrets", () => {
    const granted = Object.values(policies).map(({ principal_arn: principal, policy_arn: policy }) => [
      String(principal).replace(/\$\{aws_eks_access_entry\.access-(.*)\.principal_arn\}/, "$1"),
      String(policy).split("/").at(-1),
    ]);
    expect(Object.fromEntries(granted)).toEqual({
      deploy: "AmazonEKSClusterAdminPolicy",
      "viewer-platform-engineer": "AmazonEKSViewPolicy",
      "viewer-user-ada-lovelace": "AmazonEKSViewPolicy",
      "viewer-222222222222-auditor": "AmazonEKSViewPolicy",
    });
  });

  it("reach over the whole cluster", () => {
    for (const policy of Object.values(policies)) expect(policy.access_scope).toEqual({ type: "cluster" });
  });
});

describe("the traffic of a cluster", () => {
  const configuration = configurationWith((stack) => {
    new ClusterNetwork(stack, "traffic", { vpcId: "vpc-1", name: "main", clients: { runner: "sg-runner" } });
  });
  const ingress = Object.entries(all(configuration, "aws_vpc_security_group_ingress_rule"));
  const egress = Object.entries(all(configuration, "aws_vpc_security_group_egress_rule"));

  it("comes from security groups only, never from a network", () => {
    for (const [, rule] of ingress) {
      expect(rule).toHaveProperty("referenced_security_group_id");
      expect(rule).not.toHaveProperty("cidr_ipv4");
    }
  });

  it("leaves a cluster as HTTPS from its nodes, and in no other way", () => {
    const out = egress.filter(([, rule]) => rule.cidr_ipv4 !== undefined);
    expect(out.map(([name]) => name)).toEqual(["traffic-nodes-https-out"]);
    expect(out[0]?.[1]).toMatchObject({ ip_protocol: "tcp", from_port: 443, to_port: 443 });
  });

  it("from the control plane reaches kubelets and metrics-server on the nodes", () => {
    const fromControlPlane = ingress.filter(
      ([, rule]) => rule.referenced_security_group_id === "${aws_security_group.traffic-control-plane.id}",
    );
    expect(fromControlPlane.map(([, rule]) => rule.from_port).sort()).toEqual([10_250, 10_251]);
  });

  it("is let out of one group where it is let into the other", () => {
    const group = (id: unknown) => /traffic-(control-plane|nodes)/.exec(String(id))?.[1] ?? "outside";
    const ways = (rules: typeof ingress, from: string, to: string) =>
      rules
        .filter(([, rule]) => rule.referenced_security_group_id !== undefined)
        .map(
          ([, rule]) =>
            `${group(rule[from])} to ${group(rule[to])}: ${String(rule.ip_protocol)} ${String(rule.from_port)}-${String(rule.to_port)}`,
        )
        .filter((way) => !way.startsWith("outside"));
    const letIn = ways(ingress, "referenced_security_group_id", "security_group_id");
    const letOut = ways(egress, "security_group_id", "referenced_security_group_id");
    // Nodes call the API on 443, on which they may go anywhere.
    expect([...letOut, "nodes to control-plane: tcp 443-443"].sort()).toEqual(letIn.sort());
  });
});

describe("the identity of pods", () => {
  const configuration = configurationWith((stack) => {
    new PodIdentity(stack, "engine", {
      placement,
      cluster,
      serviceAccount: { namespace: "trading", name: "engine" },
      roleName: "drydock-dev-engine",
      description: "Reads ticks",
      statements: [{ sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::ticks/*"] }],
      permissionsBoundaryArn,
    });
  });

  it("can be taken by one service account of one cluster", () => {
    const { PodIdentity: trust } = statementsOf(only(configuration, "aws_iam_role").assume_role_policy);
    expect(trust).toMatchObject({
      Principal: { Service: ["pods.eks.amazonaws.com"] },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-west-1:111111111111:cluster/drydock-dev-main",
          "aws:RequestTag/kubernetes-namespace": "trading",
          "aws:RequestTag/kubernetes-service-account": "engine",
        },
      },
    });
  });

  it("is associated once its rights are there", () => {
    expect(only(configuration, "aws_eks_pod_identity_association")).toMatchObject({
      namespace: "trading",
      service_account: "engine",
      role_arn: "${aws_iam_role.engine-role.arn}",
      depends_on: ["aws_iam_role_policy.engine-policy"],
    });
  });
});

describe("the role of nodes", () => {
  const configuration = configurationWith((stack) => {
    new NodeRole(stack, "node-role", { placement, cluster, name: "main-node", permissionsBoundaryArn });
  });

  it("pulls images, and fetches credentials for pods of its own cluster only", () => {
    expect(only(configuration, "aws_iam_role_policy_attachment").policy_arn).toBe(
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
    );
    const { CredentialsOfPods } = statementsOf(only(configuration, "aws_iam_role_policy").policy);
    expect(CredentialsOfPods?.Resource).toEqual([
      "arn:aws:eks:eu-west-1:111111111111:cluster/drydock-dev-main",
    ]);
  });

  it("cannot change the network: addresses are the CNI's own business", () => {
    const statements = Object.values(statementsOf(only(configuration, "aws_iam_role_policy").policy));
    const ec2 = statements.flatMap(({ Action }) => Action).filter((action) => action.startsWith("ec2:"));
    for (const action of ec2) expect(action).toMatch(/^ec2:Describe/);
  });
});

describe("add-ons", () => {
  const versions = {
    "vpc-cni": "v1.22.4-eksbuild.3",
    "kube-proxy": "v1.35.3-eksbuild.13",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
    coredns: "v1.14.3-eksbuild.3",
    "metrics-server": "v0.9.0-eksbuild.5",
  };
  const nodes = new Set<string>();
  const configuration = configurationWith((stack: PlainStack) => {
    const addons = new Addons(stack, "addon", {
      placement,
      cluster,
      versions,
      name: "drydock-dev-main",
      volumeKeyArn: "arn:key:data",
      tags: { environment: "dev" },
      permissionsBoundaryArn,
    });
    const { role } = new NodeRole(stack, "node-role", {
      placement,
      cluster,
      name: "main-node",
      permissionsBoundaryArn,
    });
    nodes.add(addressOf(role));
    addons.runOn([role]);
  });
  const addon = (name: string) => all(configuration, "aws_eks_addon")[`addon-${name}`];
  const settings = (name: string) =>
    JSON.parse(String(addon(name)?.configuration_values)) as Record<string, Record<string, unknown>>;

  it("have exact versions and give way to nobody's changes by hand", () => {
    for (const [name, version] of Object.entries(versions)) {
      expect(addon(name)).toMatchObject({
        addon_name: name,
        addon_version: version,
        resolve_conflicts_on_create: "OVERWRITE",
        resolve_conflicts_on_update: "OVERWRITE",
        preserve: false,
      });
    }
  });

  it("enforce network policies and hand out addresses in blocks", () => {
    expect(settings("vpc-cni")).toMatchObject({
      enableNetworkPolicy: "true",
      env: { ENABLE_PREFIX_DELEGATION: "true" },
    });
  });

  it("tag what they make in AWS, so that what is left behind leads to its owner", () => {
    expect(settings("aws-ebs-csi-driver").controller).toEqual({ extraVolumeTags: { environment: "dev" } });
    expect(settings("vpc-cni").env?.ADDITIONAL_ENI_TAGS).toBe('{"environment":"dev"}');
  });

  it("wait for nodes where EKS would call them degraded without", () => {
    for (const name of ["aws-ebs-csi-driver", "coredns", "metrics-server"]) {
      expect(addon(name)?.depends_on).toEqual(expect.arrayContaining([...nodes]));
    }
    for (const name of ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"]) {
      expect(JSON.stringify(addon(name)?.depends_on ?? [])).not.toContain("node-role");
    }
  });

  it("make volumes of their own cluster only, and use the volumes' key through EC2 only", () => {
    expect(
      all(configuration, "aws_iam_role_policy_attachment")["addon-aws-ebs-csi-driver-identity-aws-policy"]
        ?.policy_arn,
    ).toBe("arn:aws:iam::aws:policy/AmazonEBSCSIDriverEKSClusterScopedPolicy");
    const policy = all(configuration, "aws_iam_role_policy")["addon-aws-ebs-csi-driver-identity-policy"]
      ?.policy;
    for (const statement of Object.values(statementsOf(policy))) {
      expect(statement.Resource).toEqual(["arn:key:data"]);
      expect(statement.Condition?.StringEquals).toEqual({ "kms:ViaService": "ec2.eu-west-1.amazonaws.com" });
    }
  });
});

describe("the autoscaler's identity", () => {
  const configuration = configurationWith((stack) => {
    new AutoscalerIdentity(stack, "autoscaler", {
      placement,
      cluster,
      roleName: "drydock-dev-main-autoscaler",
      permissionsBoundaryArn,
    });
  });
  const { Size, LookAtNodeGroups } = statementsOf(only(configuration, "aws_iam_role_policy").policy);

  it("sizes groups that EKS tagged for this cluster, and no others", () => {
    expect(Size?.Condition).toEqual({
      StringEquals: {
        "aws:ResourceTag/k8s.io/cluster-autoscaler/enabled": "true",
        "aws:ResourceTag/k8s.io/cluster-autoscaler/drydock-dev-main": "owned",
      },
    });
    expect(LookAtNodeGroups?.Resource).toEqual([
      "arn:aws:eks:eu-west-1:111111111111:nodegroup/drydock-dev-main/*",
    ]);
  });

  it("belongs to the service account kube-system/cluster-autoscaler", () => {
    expect(only(configuration, "aws_eks_pod_identity_association")).toMatchObject({
      namespace: "kube-system",
      service_account: "cluster-autoscaler",
    });
  });
});
