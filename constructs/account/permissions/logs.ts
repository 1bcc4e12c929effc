import { regionalArn } from "../../estate/placement";
import type { Statement } from "../../iam/policy-document";
import type { DeployScope } from "./scope";

/** Log groups of the environment. */
export function logs({ placement, namePrefix }: DeployScope): Statement[] {
  const groups = regionalArn(placement, "logs", `log-group:${namePrefix}*`);
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
      resources: [groups],
    },
  ];
}
