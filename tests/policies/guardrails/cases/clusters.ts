import { defaultKubernetesVersion } from "../../../../app/versions";
import type { Resources, RuleCases } from "./rule-cases";

const address = "aws_eks_cluster.main";
const groupAddress = "aws_eks_node_group.system";

function cluster(attributes: Record<string, unknown>): Resources {
  return { aws_eks_cluster: { main: attributes } };
}

function nodeGroup(attributes: Record<string, unknown>): Resources {
  return { aws_launch_template: { nodes: {} }, aws_eks_node_group: { system: attributes } };
}

const endpoint = (settings: Record<string, unknown>) =>
  cluster({ vpc_config: { endpoint_private_access: true, ...settings } });

const ownTemplate = { id: "${aws_launch_template.nodes.id}", version: "1" };

export const clusterCases: readonly RuleCases[] = [
  {
    rule: "eks-private-endpoint",
    fails: [
      {
        what: "a cluster that says nothing",
        resources: cluster({}),
        at: [address, address],
        says: "endpoint_private_access is null",
      },
      {
        what: "a public endpoint for everybody",
        resources: endpoint({ endpoint_public_access: true }),
        at: [address],
        says: "open to the whole internet",
      },
      {
        what: "a public endpoint for half of the internet",
        resources: endpoint({
          endpoint_public_access: true,
          public_access_cidrs: ["198.51.100.0/24", "128.0.0.0/1"],
        }),
        at: [address],
        says: "open to 128.0.0.0/1.",
      },
    ],
    passes: [
      { what: "a private endpoint", resources: endpoint({ endpoint_public_access: false }) },
      {
        what: "a public endpoint for one office",
        resources: endpoint({ endpoint_public_access: true, public_access_cidrs: ["198.51.100.0/24"] }),
      },
    ],
  },
  {
    rule: "eks-control-plane-logs",
    fails: [
      {
        what: "a cluster without audit and scheduler logs",
        resources: cluster({ enabled_cluster_log_types: ["api", "authenticator", "controllerManager"] }),
        at: [address],
        says: "lacks audit, scheduler",
      },
    ],
    passes: [
      {
        what: "all logs in any order",
        resources: cluster({
          enabled_cluster_log_types: ["scheduler", "audit", "api", "controllerManager", "authenticator"],
        }),
      },
    ],
  },
  {
    rule: "eks-secrets-encryption",
    fails: [
      {
        what: "a cluster that says nothing",
        resources: cluster({}),
        at: [address],
        says: "encryption_config",
      },
      {
        what: "encryption of something else",
        resources: cluster({ encryption_config: { resources: [], provider: { key_arn: "arn:key" } } }),
        at: [address],
        says: '"secrets"',
      },
    ],
    passes: [
      {
        what: "secrets under our key",
        resources: cluster({
          encryption_config: { resources: ["secrets"], provider: { key_arn: "${aws_kms_key.cluster.arn}" } },
        }),
      },
    ],
  },
  {
    rule: "eks-access-entries",
    fails: [
      {
        what: "a cluster that says nothing",
        resources: cluster({}),
        at: [address, address],
        says: "authentication_mode is null",
      },
      {
        what: "an administrator without an entry",
        resources: cluster({ access_config: { authentication_mode: "API" } }),
        at: [address],
        says: "bootstrap_cluster_creator_admin_permissions is null",
      },
    ],
    passes: [
      {
        what: "entries only",
        resources: cluster({
          access_config: {
            authentication_mode: "API",
            bootstrap_cluster_creator_admin_permissions: false,
          },
        }),
      },
    ],
  },
  {
    rule: "eks-addon-version",
    fails: [
      {
        what: "an add-on that follows the newest version",
        resources: { aws_eks_addon: { coredns: { addon_name: "coredns" } } },
        at: ["aws_eks_addon.coredns"],
        says: "addon_version is null",
      },
      {
        what: "an add-on without a build",
        resources: { aws_eks_addon: { coredns: { addon_version: "v1.14.3" } } },
        at: ["aws_eks_addon.coredns"],
        says: '"v1.14.3"',
      },
    ],
    passes: [
      {
        what: "an exact build",
        resources: { aws_eks_addon: { coredns: { addon_version: "v1.14.3-eksbuild.3" } } },
      },
    ],
  },
  {
    rule: "eks-supported-version",
    fails: [
      {
        what: "a cluster of EKS's choice",
        resources: cluster({}),
        at: [address],
        says: "version is null",
      },
      {
        what: "a version that nobody supports any more",
        resources: cluster({ version: "1.30" }),
        at: [address],
        says: "ended on 2026-07-23",
      },
      {
        what: "a version in extended support, which the cluster does not pay for",
        resources: cluster({ version: "1.33", upgrade_policy: { support_type: "STANDARD" } }),
        at: [address],
        says: "ended on 2026-07-29",
      },
    ],
    passes: [
      {
        what: "extended support",
        resources: cluster({ version: "1.33", upgrade_policy: { support_type: "EXTENDED" } }),
      },
      {
        what: "the estate's own version",
        resources: cluster({
          version: defaultKubernetesVersion,
          upgrade_policy: [{ support_type: "STANDARD" }],
        }),
      },
    ],
  },
  {
    rule: "eks-node-image",
    fails: [
      {
        what: "a group that follows the newest image",
        resources: nodeGroup({}),
        at: [groupAddress],
        says: "release_version is null",
      },
      {
        what: "a group that follows a Kubernetes version",
        resources: nodeGroup({ release_version: "1.35" }),
        at: [groupAddress],
        says: '"1.35"',
      },
    ],
    passes: [
      { what: "an exact release", resources: nodeGroup({ release_version: "1.35.8-20260930" }) },
      { what: "an image of one's own", resources: nodeGroup({ ami_type: "CUSTOM" }) },
    ],
  },
  {
    rule: "eks-node-launch-template",
    fails: [
      {
        what: "a group with EKS's own template",
        resources: nodeGroup({}),
        at: [groupAddress],
        says: "launch_template",
      },
      {
        what: "a group that opens SSH",
        resources: nodeGroup({ launch_template: ownTemplate, remote_access: { ec2_ssh_key: "ops" } }),
        at: [groupAddress],
        says: "remote_access",
      },
    ],
    passes: [{ what: "a template of the stack", resources: nodeGroup({ launch_template: ownTemplate }) }],
  },
];
