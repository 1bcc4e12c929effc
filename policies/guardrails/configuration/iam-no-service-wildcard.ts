import { allowStatements, isUnscoped } from "../iam-policies";
import { nameOf } from "../policy-document";
import type { ConfigurationRule } from "../rule";

export const iamNoServiceWildcard: ConfigurationRule = {
  id: "iam-no-service-wildcard",
  severity: "error",
  title: "No IAM policy allows all actions of a service on all resources",
  rationale:
    "Such a statement grows with every action that AWS adds to the service. Name the actions, the resources, or a condition.",
  source: { awsControls: ["IAM.21"] },
  *check(stack) {
    for (const { resource, statement, statements } of allowStatements(stack)) {
      if (!isUnscoped(statement)) continue;
      const whole = statement.actions.filter(
        (action) => /^[a-z0-9-]+:\*$/i.test(action) && !/^iam:/i.test(action),
      );
      if (whole.length === 0) continue;
      yield {
        subject: resource,
        message: `Its ${nameOf(statement, statements)} allows ${whole.join(", ")} on every resource. Name actions or resources.`,
      };
    }
  },
};
