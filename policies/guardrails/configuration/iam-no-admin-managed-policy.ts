import type { ConfigurationRule } from "../rule";
import { list } from "../stack-configuration";

const refused = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess", "AWSCloudShellFullAccess"];

/** Arguments by which roles, users, groups and permission sets get a policy of AWS. */
const attaching = ["policy_arn", "policy_arns", "managed_policy_arn", "managed_policy_arns"];

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
    for (const resource of stack.resources) {
      const arns = attaching.flatMap((argument) => list(resource.attributes[argument])).map(String);
      for (const arn of arns) {
        if (arn.includes("${data.aws_iam_policy.")) {
          yield {
            subject: resource,
            message: `It attaches what ${arn} turns out to be. Write the policy's ARN, so that a reviewer sees which it is.`,
          };
        }
        const name = arn.split("/").pop() ?? "";
        if (!refused.includes(name)) continue;
        yield {
          subject: resource,
          message: `It attaches ${name}. Attach a policy that names what the role does.`,
        };
      }
    }
  },
};
