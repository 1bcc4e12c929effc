import { regionalArn } from "../../estate/placement";
import type { Statement } from "../../iam/policy-document";
import { serviceLinkedRoleArn } from "../service-linked-roles";
import { newTag, ownTag, type DeployScope } from "./scope";

/** What EKS calls the things of a cluster; each ARN begins with the cluster's name. */
const PARTS = ["access-entry", "addon", "cluster", "nodegroup", "podidentityassociation"] as const;

/**
 * Clusters of the environment and what belongs to them, by the name of the cluster; launch templates and capacity
 * reservations by tag; of Auto Scaling only the tags from which the autoscaler learns what a node would be like.
 */
export function cluster({ placement, environment, namePrefix }: DeployScope): Statement[] {
  const inRegion = { StringEquals: { "aws:RequestedRegion": placement.region } };
  return [
    // EKS narrows the creation of a cluster by no ARN, and EC2's things have no names in theirs.
    {
      sid: "Create",
      actions: ["eks:CreateCluster", "ec2:CreateCapacityReservation", "ec2:CreateLaunchTemplate"],
      resources: ["*"],
      conditions: { StringEquals: { ...newTag(environment).StringEquals, ...inRegion.StringEquals } },
    },
    {
      sid: "Clusters",
      actions: [
        "eks:AssociateAccessPolicy",
        "eks:CreateAccessEntry",
        "eks:CreateAddon",
        "eks:CreateNodegroup",
        "eks:CreatePodIdentityAssociation",
        "eks:DeleteAccessEntry",
        "eks:DeleteAddon",
        "eks:DeleteCluster",
        "eks:DeleteNodegroup",
        "eks:DeletePodIdentityAssociation",
        "eks:DescribeAccessEntry",
        "eks:DescribeAddon",
        "eks:DescribeCluster",
        "eks:DescribeNodegroup",
        "eks:DescribePodIdentityAssociation",
        "eks:DescribeUpdate",
        "eks:DisassociateAccessPolicy",
        "eks:ListAccessEntries",
        "eks:ListAssociatedAccessPolicies",
        "eks:ListNodegroups",
        "eks:ListPodIdentityAssociations",
        "eks:ListTagsForResource",
        "eks:TagResource",
        "eks:UntagResource",
        "eks:UpdateAccessEntry",
        "eks:UpdateAddon",
        "eks:UpdateClusterConfig",
        "eks:UpdateClusterVersion",
        "eks:UpdateNodegroupConfig",
        "eks:UpdateNodegroupVersion",
        "eks:UpdatePodIdentityAssociation",
      ],
      resources: PARTS.map((part) => regionalArn(placement, "eks", `${part}/${namePrefix}*`)),
    },
    // EKS looks for its service-linked roles on behalf of whoever creates a cluster or a node group.
    {
      sid: "ServiceLinkedRoles",
      actions: ["iam:GetRole"],
      resources: [serviceLinkedRoleArn(placement, "eks"), serviceLinkedRoleArn(placement, "eks-nodegroup")],
    },
    {
      sid: "ChangeCapacity",
      actions: [
        "ec2:CancelCapacityReservation",
        "ec2:CreateLaunchTemplateVersion",
        "ec2:DeleteLaunchTemplate",
        "ec2:ModifyCapacityReservation",
        "ec2:ModifyLaunchTemplate",
      ],
      resources: ["*"],
      conditions: ownTag(environment),
    },
    {
      sid: "ReadAutoscaler",
      actions: ["autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeTags"],
      resources: ["*"],
      conditions: inRegion,
    },
    {
      sid: "TagForAutoscaler",
      actions: ["autoscaling:CreateOrUpdateTags", "autoscaling:DeleteTags"],
      resources: [regionalArn(placement, "autoscaling", "autoScalingGroup:*:autoScalingGroupName/eks-*")],
      conditions: {
        StringLike: { "aws:ResourceTag/eks:cluster-name": `${namePrefix}*` },
        "ForAllValues:StringLike": { "aws:TagKeys": "k8s.io/cluster-autoscaler/node-template/*" },
      },
    },
  ];
}
