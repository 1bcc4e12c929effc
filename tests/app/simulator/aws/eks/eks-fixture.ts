import type { CloudObject } from "../../../../../app/simulator/behaviour";
import type { Attributes } from "../../../../../app/simulator/value";
import { AwsAccount, policy, trust } from "../aws-account";

/** An account with a network over two zones and the roles that a cluster needs, everything long settled. */
export class ClusterAccount extends AwsAccount {
  readonly vpc = this.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
  readonly subnets = ["a", "b"].map((zone, index) =>
    this.create("aws_subnet", {
      vpc_id: this.vpc.id,
      cidr_block: `10.0.${index}.0/24`,
      availability_zone: `${this.region}${zone}`,
    }),
  );
  readonly clusterRole = this.role("cluster", "eks.amazonaws.com", ["AmazonEKSClusterPolicy"]);
  readonly nodeRole = this.role("node", "ec2.amazonaws.com", [
    "AmazonEKSWorkerNodePolicy",
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEKS_CNI_Policy",
  ]);

  readonly podRole = this.create("aws_iam_role", {
    name: "pod",
    assume_role_policy: policy({
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    }),
  });

  constructor() {
    super();
    this.settle();
  }

  /** Name of a role that a service may take, with policies of AWS. */
  role(name: string, service: string, policies: readonly string[]): CloudObject {
    const role = this.create("aws_iam_role", { name, assume_role_policy: trust(service) });
    for (const policy of policies) {
      this.create("aws_iam_role_policy_attachment", {
        role: name,
        policy_arn: `arn:aws:iam::aws:policy/${policy}`,
      });
    }
    return role;
  }

  cluster(more: Attributes = {}): CloudObject {
    return this.create("aws_eks_cluster", {
      name: "main",
      role_arn: arnOf(this.clusterRole),
      version: "1.35",
      vpc_config: [
        {
          subnet_ids: this.subnets.map(({ id }) => id),
          security_group_ids: [],
          endpoint_private_access: true,
          endpoint_public_access: false,
        },
      ],
      access_config: [{ authentication_mode: "API", bootstrap_cluster_creator_admin_permissions: false }],
      ...more,
    });
  }

  /** A cluster with a network plugin, on which node groups come up. */
  static withNetwork(more: Attributes = {}): ClusterAccount {
    const aws = new ClusterAccount();
    aws.cluster({ bootstrap_self_managed_addons: false, ...more });
    aws.addon("vpc-cni");
    return aws;
  }

  addon(name: string, more: Attributes = {}): CloudObject {
    return this.create("aws_eks_addon", { cluster_name: "main", addon_name: name, ...more });
  }

  nodeGroup(name: string, more: Attributes = {}): CloudObject {
    return this.create("aws_eks_node_group", {
      cluster_name: "main",
      node_group_name: name,
      node_role_arn: arnOf(this.nodeRole),
      subnet_ids: this.subnets.map(({ id }) => id),
      scaling_config: [{ desired_size: 2, min_size: 1, max_size: 3 }],
      instance_types: ["m7i.large"],
      ...more,
    });
  }
}

export const arnOf = ({ attributes }: CloudObject): string => String(attributes["arn"]);

/** Machines that run, by type. */
export const machines = (aws: AwsAccount): string[] =>
  aws.cloud.listEverywhere("aws_instance").map(({ attributes }) => String(attributes["instance_type"]));
