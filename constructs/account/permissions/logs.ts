import { regionalArn } from "../../estate/placement";
import { controlPlaneLogGroup } from "../../eks/control-plane";
import type { Statement } from "../../iam/policy-document";
import type { DeployScope } from "./scope";

/**
 * Log groups of the environment, and those that EKS names after its clusters. Tags are authorized on a group's ARN,
 * most of the rest on that with ":log-stream:" behind it, which AWS's messages of refusal show.
 */
export function logs({ placement, namePrefix }: DeployScope): Statement[] {
  const names = [`${namePrefix}*`, controlPlaneLogGroup(`${namePrefix}*`)];
  const groups = names
    .flatMap((name) => [name, `${name}:log-stream:*`])
    .map((name) => regionalArn(placement, "logs", `log-group:${name}`));
  return [
    {
      sid: "Find",
      actions: ["logs:DescribeLogGroups"],
      resources: [regionalArn(placement, "logs", "log-group:*")],
    },
    {
      sid: "Manage",
      actions: [
        "logs:AssociateKmsKey",
        "logs:CreateLogGroup",
        "logs:DeleteLogGroup",
        "logs:DisassociateKmsKey",
        "logs:ListTagsForResource",
        "logs:PutRetentionPolicy",
        "logs:TagResource",
        "logs:UntagResource",
      ],
      resources: groups,
    },
  ];
}
