import type { ConfigurationRule } from "../rule";
import { isAllow, isAnybody, nameOf, readPolicy } from "../policy-document";

export const kmsPolicyPrincipals: ConfigurationRule = {
  id: "kms-policy-principals",
  severity: "error",
  title: "KMS keys state a policy that names its principals",
  rationale:
    "Without a policy of its own a key takes AWS's default; a wildcard principal gives the key to every account.",
  source: { awsControls: ["KMS.5"], checkov: ["CKV_AWS_33", "CKV2_AWS_64"] },
  *check(stack) {
    for (const key of stack.ofType("aws_kms_key")) {
      const documents = [key, ...stack.companions(key, "aws_kms_key_policy", "key_id")]
        .map(({ attributes }) => attributes.policy)
        .filter((document) => document !== undefined);
      if (documents.length === 0) {
        yield {
          subject: key,
          message: "It has no policy. State one that names who may use and who may manage the key.",
        };
      }
      for (const message of documents.flatMap(problems)) yield { subject: key, message };
    }
  },
};

function problems(document: unknown): string[] {
  const statements = readPolicy(document);
  if (statements === undefined)
    return ["Its policy is no JSON document that can be read here. Write it out."];
  return statements
    .filter(isAllow)
    .filter((statement) => statement.hasNotPrincipal || statement.principals.some(isAnybody))
    .map(
      (statement) =>
        `In its policy ${nameOf(statement, statements)} allows any principal. Name the accounts or roles.`,
    );
}
