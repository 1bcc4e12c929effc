import { allowStatements, isUnscoped } from "../iam-policies";
import { nameOf } from "../policy-document";
import type { ConfigurationRule } from "../rule";

/** Verbs that read. Everything else changes something. */
const readVerbs =
  /^(get|list|describe|head|batchget|batchcheck|search|query|scan|view|lookup|simulate|estimate|check)/i;

/**
 * Actions that AWS cannot restrict to resources ("Actions, resources, and condition keys" in the Service
 * Authorization Reference: no resource types), so that `*` is the only thing a policy can say.
 */
const unrestrictable: readonly RegExp[] = [
  /^ssmmessages:/i,
  /^ec2messages:/i,
  /^kms:(CreateKey|GenerateRandom)$/i,
  /^sts:DecodeAuthorizationMessage$/i,
];

export const iamWritesScoped: ConfigurationRule = {
  id: "iam-writes-scoped",
  severity: "error",
  title: "IAM policies allow changes only to named resources, or under a condition",
  rationale:
    "A right to change every resource of an account reaches the other environments and the estate's own keys and state.",
  source: { checkov: ["CKV_AWS_289", "CKV_AWS_290", "CKV_AWS_355"] },
  *check(stack) {
    for (const { resource, statement, statements } of allowStatements(stack)) {
      if (!isUnscoped(statement)) continue;
      const writes = statement.actions.filter(isRestrictableWrite);
      if (writes.length === 0) continue;
      yield {
        subject: resource,
        message: `Its ${nameOf(statement, statements)} allows ${writes.join(", ")} on every resource. Name the resources or add a condition.`,
      };
    }
  },
};

function isRestrictableWrite(action: string): boolean {
  const [, verb] = action.split(":");
  // A bare "*" and "service:*" have rules of their own.
  if (verb === undefined || verb === "*") return false;
  return !readVerbs.test(verb) && !unrestrictable.some((pattern) => pattern.test(action));
}
