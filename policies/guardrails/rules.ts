import { kmsPolicyPrincipals } from "./configuration/kms-policy-principals";
import { kmsRotation } from "./configuration/kms-rotation";
import { s3PublicAccessBlock } from "./configuration/s3-public-access-block";
import { statefulPreventDestroy } from "./construct-tree/stateful-prevent-destroy";
import { statefulNotDestroyed } from "./plan/stateful-not-destroyed";
import { statefulNotReplaced } from "./plan/stateful-not-replaced";
import type { ConfigurationRule, ConstructTreeRule, PlanRule } from "./rule";

export const constructTreeRules: readonly ConstructTreeRule[] = [statefulPreventDestroy];

export const configurationRules: readonly ConfigurationRule[] = [
  kmsPolicyPrincipals,
  kmsRotation,
  s3PublicAccessBlock,
];

export const planRules: readonly PlanRule[] = [statefulNotDestroyed, statefulNotReplaced];

/** Ids of all rules, sorted: what a suppression may name. */
export function ruleIds(): string[] {
  return [...constructTreeRules, ...configurationRules, ...planRules].map((rule) => rule.id).sort();
}
