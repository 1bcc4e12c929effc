import { allowStatements } from "../iam-policies";
import { nameOf } from "../policy-document";
import type { ConfigurationRule } from "../rule";

export const iamNoFullAccess: ConfigurationRule = {
  id: "iam-no-full-access",
  severity: "error",
  title: "No IAM policy allows every action, or all of IAM",
  rationale:
    "Who may do everything, or may change who may do what, holds the account; no least privilege survives beside it.",
  source: {
    cis: ["1.16"],
    awsControls: ["IAM.1"],
    checkov: ["CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_289", "CKV2_AWS_40"],
  },
  *check(stack) {
    for (const { resource, statement, statements } of allowStatements(stack)) {
      const full = statement.actions.filter((action) => /^(\*|\*:\*|iam:\*)$/i.test(action));
      if (full.length > 0) {
        yield {
          subject: resource,
          message: `Its ${nameOf(statement, statements)} allows ${full.join(", ")}. Name the actions.`,
        };
      }
      if (statement.notActions.length > 0) {
        yield {
          subject: resource,
          message: `Its ${nameOf(statement, statements)} allows everything except ${statement.notActions.join(", ")}. Name what is allowed.`,
        };
      }
    }
  },
};
