import { policy } from "./rule-cases";
import type { Resources, RuleCases } from "./rule-cases";

const address = "aws_iam_policy.deploy";

function allows(statement: Record<string, unknown>): Resources {
  return { aws_iam_policy: { deploy: { policy: policy({ Sid: "Deploy", Effect: "Allow", ...statement }) } } };
}

export const iamEscalationCases: readonly RuleCases[] = [
  {
    rule: "iam-privilege-escalation",
    fails: [
      {
        what: "passing any role to one service",
        resources: allows({
          Action: "iam:PassRole",
          Resource: "*",
          Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
        }),
        at: [address],
        says: "iam:PassRole for every identity",
      },
      {
        what: "writing any role's policy",
        resources: allows({ Action: "iam:Put*", Resource: "*" }),
        at: [address],
        says: "iam:PutRolePolicy",
      },
      {
        what: "a password or a key for anybody's user",
        resources: allows({ Action: ["iam:UpdateLoginProfile", "iam:CreateAccessKey"], Resource: "*" }),
        at: [address],
        says: "iam:CreateAccessKey, iam:UpdateLoginProfile",
      },
      {
        what: "taking the boundary off a role",
        resources: allows({ Action: "iam:DeleteRolePermissionsBoundary", Resource: "*" }),
        at: [address],
        says: "iam:DeleteRolePermissionsBoundary",
      },
    ],
    passes: [
      {
        what: "passing one role",
        resources: allows({ Action: "iam:PassRole", Resource: "${aws_iam_role.runner.arn}" }),
      },
    ],
  },
  {
    rule: "iam-no-admin-managed-policy",
    fails: [
      {
        what: "an attached administrator policy",
        resources: {
          aws_iam_role_policy_attachment: {
            deploy: { role: "deploy", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
          },
        },
        at: ["aws_iam_role_policy_attachment.deploy"],
        says: "AdministratorAccess",
      },
      {
        what: "an administrator policy in the role's own list",
        resources: {
          aws_iam_role: { deploy: { managed_policy_arns: ["arn:aws:iam::aws:policy/IAMFullAccess"] } },
        },
        at: ["aws_iam_role.deploy"],
        says: "IAMFullAccess",
      },
      {
        what: "a policy that is looked up while planning",
        resources: {
          aws_iam_group_policy_attachment: {
            ops: { group: "ops", policy_arn: "${data.aws_iam_policy.looked-up.arn}" },
          },
        },
        at: ["aws_iam_group_policy_attachment.ops"],
        says: "${data.aws_iam_policy.looked-up.arn} turns out to be",
      },
    ],
    passes: [
      {
        what: "a policy for one task",
        resources: {
          aws_iam_role_policy_attachment: {
            runner: { role: "runner", policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
          },
        },
      },
    ],
  },
];
