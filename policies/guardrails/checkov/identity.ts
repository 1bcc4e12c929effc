import type { CheckovCheck } from "./check";

const policies = ["aws_iam_policy", "aws_iam_role_policy"];
const passwords = ["aws_iam_account_password_policy"];
const passwordRule = ["iam-password-policy"];
const keys = ["aws_kms_key"];

/** Who may do what: IAM, KMS keys and the provider itself. */
export const identityChecks: readonly CheckovCheck[] = [
  { id: "CKV_AWS_7", of: keys, asks: "Keys rotate", rules: ["kms-rotation"] },
  { id: "CKV_AWS_9", of: passwords, asks: "Passwords end after 90 days", rules: passwordRule },
  { id: "CKV_AWS_10", of: passwords, asks: "Passwords have 14 characters", rules: passwordRule },
  { id: "CKV_AWS_11", of: passwords, asks: "Passwords have a small letter", rules: passwordRule },
  { id: "CKV_AWS_12", of: passwords, asks: "Passwords have a digit", rules: passwordRule },
  { id: "CKV_AWS_13", of: passwords, asks: "None of the last 24 passwords comes again", rules: passwordRule },
  { id: "CKV_AWS_14", of: passwords, asks: "Passwords have a symbol", rules: passwordRule },
  { id: "CKV_AWS_15", of: passwords, asks: "Passwords have a capital letter", rules: passwordRule },
  {
    id: "CKV_AWS_33",
    of: keys,
    asks: "No key policy allows everybody",
    rules: ["kms-policy-principals"],
  },
  {
    id: "CKV_AWS_41",
    of: ["provider aws"],
    asks: "The provider holds no access key",
    rules: ["provider-account-guard"],
  },
  {
    id: "CKV_AWS_60",
    of: ["aws_iam_role"],
    asks: "Not everybody may assume a role",
    rules: ["iam-trust-principals"],
  },
  {
    id: "CKV_AWS_61",
    of: ["aws_iam_role"],
    asks: "No role trusts a whole account",
    rules: ["iam-trust-principals"],
    differs:
      "The deploy role trusts its account's root under a condition that names the role itself; checkov does not read conditions.",
  },
  {
    id: "CKV_AWS_62",
    of: policies,
    asks: "No policy allows every action on every resource",
    rules: ["iam-no-full-access"],
  },
  { id: "CKV_AWS_63", of: policies, asks: "No policy allows every action", rules: ["iam-no-full-access"] },
  { id: "CKV_AWS_227", of: keys, asks: "Keys are enabled", rules: ["kms-enabled"] },
  {
    id: "CKV_AWS_274",
    of: ["aws_iam_role", "aws_iam_role_policy_attachment"],
    asks: "No role carries AdministratorAccess",
    rules: ["iam-no-admin-managed-policy"],
  },
  {
    id: "CKV_AWS_275",
    of: ["aws_iam_policy"],
    asks: "Nobody looks AdministratorAccess up to attach it",
    rules: ["iam-no-admin-managed-policy"],
  },
  {
    id: "CKV_AWS_286",
    of: policies,
    asks: "No policy lets a principal raise its rights",
    rules: ["iam-privilege-escalation"],
  },
  {
    id: "CKV_AWS_287",
    of: policies,
    asks: "No policy hands out credentials of every resource",
    rules: ["iam-data-reads-scoped"],
  },
  {
    id: "CKV_AWS_288",
    of: policies,
    asks: "No policy reads the data of every resource",
    rules: ["iam-data-reads-scoped"],
  },
  {
    id: "CKV_AWS_289",
    of: policies,
    asks: "No policy changes rights on every resource without a condition",
    rules: ["iam-no-full-access", "iam-writes-scoped"],
  },
  {
    id: "CKV_AWS_290",
    of: policies,
    asks: "No policy writes to every resource without a condition",
    rules: ["iam-writes-scoped"],
  },
  {
    id: "CKV_AWS_355",
    of: policies,
    asks: "No policy names every resource for actions that can be limited to some",
    rules: ["iam-writes-scoped"],
  },
  {
    id: "CKV_AWS_393",
    of: ["aws_iam_role"],
    asks: "Roles for GitHub's jobs name the repository",
    rules: ["iam-trust-oidc-conditions"],
  },
  {
    id: "CKV2_AWS_40",
    of: policies,
    asks: "No policy allows all of IAM",
    rules: ["iam-no-full-access"],
  },
  {
    id: "CKV2_AWS_56",
    of: ["aws_iam_role", "aws_iam_role_policy_attachment"],
    asks: "No role carries IAMFullAccess",
    rules: ["iam-no-admin-managed-policy"],
  },
  { id: "CKV2_AWS_64", of: keys, asks: "Keys state a policy", rules: ["kms-policy-principals"] },
  {
    id: "CKV2_AWS_68",
    of: ["aws_iam_role"],
    asks: "Roles of SageMaker's notebooks do not allow everything",
    rules: [],
    differs: "The estate has no SageMaker; `iam-no-full-access` holds for every role's policies.",
  },
];
