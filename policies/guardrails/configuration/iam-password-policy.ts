import type { ConfigurationRule } from "../rule";
import type { TerraformJson } from "../stack-configuration";

const requirements: Readonly<Record<string, (value: unknown) => boolean>> = {
  minimum_password_length: (value) => Number(value) >= 14,
  password_reuse_prevention: (value) => Number(value) >= 24,
  max_password_age: (value) => Number(value) >= 1 && Number(value) <= 90,
  require_lowercase_characters: (value) => value === true,
  require_uppercase_characters: (value) => value === true,
  require_numbers: (value) => value === true,
  require_symbols: (value) => value === true,
};

export const iamPasswordPolicy: ConfigurationRule = {
  id: "iam-password-policy",
  severity: "error",
  title: "The account's password policy is strong",
  rationale:
    "People sign in by single sign-on; the policy is for the user that somebody makes by hand one day.",
  source: {
    cis: ["1.8", "1.9"],
    awsControls: ["IAM.7", "IAM.15", "IAM.16"],
    checkov: [
      "CKV_AWS_9",
      "CKV_AWS_10",
      "CKV_AWS_11",
      "CKV_AWS_12",
      "CKV_AWS_13",
      "CKV_AWS_14",
      "CKV_AWS_15",
    ],
  },
  *check(stack) {
    for (const policy of stack.ofType("aws_iam_account_password_policy")) {
      const weak = unmet(policy.attributes);
      if (weak.length === 0) continue;
      yield {
        subject: policy,
        message: `Too weak: ${weak.join(", ")}. Ask for 14 characters of all four kinds, 24 remembered, 90 days at most.`,
      };
    }
  },
};

function unmet(attributes: TerraformJson): string[] {
  return Object.entries(requirements)
    .filter(([name, holds]) => !holds(attributes[name]))
    .map(([name]) => `${name} is ${JSON.stringify(attributes[name] ?? null)}`);
}
