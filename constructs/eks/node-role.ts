import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";
import { awsPolicyArn, type Placement } from "../estate/placement";
import { ServiceRole } from "../iam/service-role";
import { clusterArn, type ClusterName } from "./cluster-name";

/** @see NodeRole */
export interface NodeRoleProps {
  readonly placement: Placement;
  readonly cluster: ClusterName;
  /** Name of the role; at most 64 characters. */
  readonly name: string;
  /** ARN of the permissions boundary. */
  readonly permissionsBoundaryArn: string;
}

/**
 * The role of a cluster's nodes: find out their own name, pull images, and fetch the credentials of pods for the Pod
 * Identity agent. Rights of add-ons are not here, where every pod that reaches its node's metadata would have them.
 * AmazonEKSWorkerNodePolicy would let a node describe the whole network, and fetch credentials in any cluster.
 * Source: EKS user guide, "Amazon EKS node IAM role"; what the node asks EC2 for,
 * https://github.com/awslabs/amazon-eks-ami (nodeadm).
 */
export class NodeRole extends Construct {
  readonly role: IamRole;
  /** What must be there before a node starts. */
  readonly policies: readonly TerraformResource[];

  constructor(scope: Construct, id: string, props: NodeRoleProps) {
    super(scope, id);
    const { role, policy } = new ServiceRole(this, RESOURCE, {
      name: props.name,
      description: `Nodes of ${props.cluster.literal}`,
      service: "ec2.amazonaws.com",
      permissionsBoundaryArn: props.permissionsBoundaryArn,
      statements: [
        {
          sid: "FindItself",
          actions: ["ec2:DescribeInstances", "ec2:DescribeInstanceTypes"],
          resources: ["*"],
        },
        {
          sid: "CredentialsOfPods",
          actions: ["eks-auth:AssumeRoleForPodIdentity"],
          resources: [clusterArn(props.placement, props.cluster)],
        },
      ],
    });
    const images = new IamRolePolicyAttachment(this, "images", {
      role: role.name,
      policyArn: awsPolicyArn(props.placement, "AmazonEC2ContainerRegistryPullOnly"),
    });
    this.role = role;
    this.policies = [policy, images];
  }
}
