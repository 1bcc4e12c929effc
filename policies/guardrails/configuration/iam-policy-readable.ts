import { identityPolicies } from "../iam-policies";
import { readPolicy } from "../policy-document";
import type { ConfigurationRule } from "../rule";

export const iamPolicyReadable: ConfigurationRule = {
  id: "iam-policy-readable",
  severity: "error",
  title: "IAM policies are written out as JSON",
  rationale:
    "A policy that a function or data source makes while planning can be judged neither here nor in a review of the code.",
  source: { design: "Every object is a typed resource that a reviewer can read in the plan" },
  *check(stack) {
    const trust = stack
      .ofType("aws_iam_role")
      .map((resource) => ({ resource, document: resource.attributes.assume_role_policy }));
    for (const { resource, document } of [...identityPolicies(stack), ...trust]) {
      if (readPolicy(document) !== undefined) continue;
      yield {
        subject: resource,
        message: `A policy of it is no JSON document: ${JSON.stringify(document ?? null).slice(0, 60)}. Build it in TypeScript.`,
      };
    }
  },
};
