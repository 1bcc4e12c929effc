import type { ConfigurationRule } from "../rule";
import { list } from "../stack-configuration";

const refused = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess", "AWSCloudShellFullAccess"];

export const iamNoAdminManagedPolicy: ConfigurationRule = {
  id: "iam-no-admin-managed-policy",
  severity: "error",
  title: "No role carries one of AWS's administrator policies",
  rationale: "The policy's name hides that it allows everything, and AWS may widen it at any time.",
  source: {
    cis: ["1.16", "1.22"],
    awsControls: ["IAM.1"],
    checkov: ["CKV_AWS_274", "CKV_AWS_275", "CKV2_AWS_56"],
  },
  *check(stack) {
    const attached = [
      ...stack
        .ofType("aws_iam_role_policy_attachment")
        .map((resource) => ({ resource, arns: [resource.attributes.policy_arn] })),
      ...stack
        .ofType("aws_iam_role")
        .map((resource) => ({ resource, arns: list(resource.attributes.managed_policy_arns) })),
    ];
    for (const { resource, arns } of attached) {
      for (const arn of arns) {
        const name = String(arn).split("/").pop() ?? "";
        if (!refused.includes(name)) continue;
        yield {
          subject: resource,
          message: `It attaches ${name}. Attach a policy that names what the role does.`,
        };
      }
    }
  },
};
