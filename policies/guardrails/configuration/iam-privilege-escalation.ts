import { allowStatements } from "../iam-policies";
import { covers, nameOf } from "../policy-document";
import type { ConfigurationRule } from "../rule";

/** Actions by which a principal can give itself more than it has, when they reach every identity. */
const escalations = [
  "iam:PassRole",
  "iam:CreatePolicyVersion",
  "iam:SetDefaultPolicyVersion",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:AttachGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:PutGroupPolicy",
  "iam:UpdateAssumeRolePolicy",
  "iam:AddUserToGroup",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
];

export const iamPrivilegeEscalation: ConfigurationRule = {
  id: "iam-privilege-escalation",
  severity: "error",
  title: "No IAM policy lets a principal raise its own rights",
  rationale:
    "Passing any role to a service, or writing any role's policy, is administration by another name.",
  source: { checkov: ["CKV_AWS_286"] },
  *check(stack) {
    for (const { resource, statement, statements } of allowStatements(stack)) {
      if (!statement.resources.includes("*")) continue;
      // A condition on the service still lets any role be passed to it, so conditions do not help here.
      const found = escalations.filter((escalation) =>
        statement.actions.some((action) => !/^(\*|iam:\*)$/i.test(action) && covers(action, escalation)),
      );
      if (found.length === 0) continue;
      yield {
        subject: resource,
        message: `Its ${nameOf(statement, statements)} allows ${found.join(", ")} for every identity. Name the roles or policies.`,
      };
    }
  },
};
