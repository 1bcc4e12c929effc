import { regionalArn } from "../../estate/placement";
import type { Statement } from "../../iam/policy-document";
import { notOfOthers, type DeployScope } from "./scope";

/**
 * Repositories of the environment, by name, and the images in them: `drydock images` pushes under the deploy role.
 * Nobody here deletes an image; that is the lifecycle policy's work.
 */
export function registry({ placement, environment, repositoryPrefix }: DeployScope): Statement[] {
  const repositories = regionalArn(placement, "ecr", `repository/${repositoryPrefix}/*`);
  return [
    { sid: "SignIn", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "Manage",
      actions: [
        "ecr:CreateRepository",
        "ecr:DeleteLifecyclePolicy",
        "ecr:DeleteRepository",
        "ecr:DeleteRepositoryPolicy",
        "ecr:DescribeRepositories",
        "ecr:GetLifecyclePolicy",
        "ecr:GetRepositoryPolicy",
        "ecr:ListTagsForResource",
        "ecr:PutImageScanningConfiguration",
        "ecr:PutImageTagMutability",
        "ecr:PutLifecyclePolicy",
        "ecr:SetRepositoryPolicy",
        "ecr:TagResource",
        "ecr:UntagResource",
      ],
      resources: [repositories],
    },
    {
      sid: "PushAndRead",
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      resources: [repositories],
    },
    // ECR takes two grants on the key when a repository is created, and gives them back when it is deleted. The first
    // repositories come right after the key, whose tag policies may not see yet; the key's own policy is there.
    // Source: ECR user guide, "Encryption at rest".
    {
      sid: "GrantsOfRepositories",
      actions: ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
      resources: [regionalArn(placement, "kms", "key/*")],
      conditions: {
        ...notOfOthers(environment),
        StringEquals: { "kms:ViaService": `ecr.${placement.region}.amazonaws.com` },
      },
    },
  ];
}
