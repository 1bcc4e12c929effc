import { iamArn } from "../../estate/placement";
import type { Statement } from "../../iam/policy-document";
import type { DeployScope } from "./scope";

/** Services that take roles of the environment: machines, clusters, their pods, flow logs. */
const PASSED_TO = [
  "ec2.amazonaws.com",
  "eks.amazonaws.com",
  "pods.eks.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
] as const;

/** Roles of the environment, under the boundary only, and the services that they are handed to. */
export function roles({
  placement,
  namePrefix,
  permissionsBoundaryArn,
  deployRoleArn,
}: DeployScope): Statement[] {
  const own = iamArn(placement, `role/${namePrefix}*`);
  return [
    // The trust names the account, which leaves the decision to the role's own policy; see DeployRole.
    { sid: "TakeItself", actions: ["sts:AssumeRole"], resources: [deployRoleArn] },
    {
      sid: "WithBoundaryOnly",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      resources: [own],
      conditions: { StringEquals: { "iam:PermissionsBoundary": permissionsBoundaryArn } },
    },
    {
      sid: "Manage",
      actions: [
        "iam:DeleteRole",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      resources: [own],
    },
    {
      sid: "InstanceProfiles",
      actions: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:DeleteInstanceProfile",
        "iam:GetInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:UntagInstanceProfile",
      ],
      resources: [iamArn(placement, `instance-profile/${namePrefix}*`)],
    },
    {
      sid: "HandToServices",
      actions: ["iam:PassRole"],
      resources: [own],
      conditions: {
        StringEquals: { "iam:PassedToService": PASSED_TO },
      },
    },
  ];
}
