import { allowStatements, isUnscoped } from "../iam-policies";
import { covers, nameOf } from "../policy-document";
import type { ConfigurationRule } from "../rule";

/** Reads whose answer is data or a credential, not a description. */
const dataReads = [
  "s3:GetObject",
  "s3:GetObjectVersion",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "secretsmanager:GetSecretValue",
  "secretsmanager:BatchGetSecretValue",
  "sts:AssumeRole",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "lambda:GetFunction",
  "ec2:GetPasswordData",
  "rds:GenerateDBAuthToken",
];

export const iamDataReadsScoped: ConfigurationRule = {
  id: "iam-data-reads-scoped",
  severity: "error",
  title: "IAM policies hand out data and credentials only from named resources",
  rationale: "Reading every object, secret or role of an account is how data leaves it.",
  source: { checkov: ["CKV_AWS_287", "CKV_AWS_288"] },
  *check(stack) {
    for (const { resource, statement, statements } of allowStatements(stack)) {
      if (!isUnscoped(statement)) continue;
      const reads = dataReads.filter((read) =>
        statement.actions.some((action) => action !== "*" && covers(action, read)),
      );
      if (reads.length === 0) continue;
      yield {
        subject: resource,
        message: `Its ${nameOf(statement, statements)} allows ${reads.join(", ")} on every resource. Name the resources.`,
      };
    }
  },
};
