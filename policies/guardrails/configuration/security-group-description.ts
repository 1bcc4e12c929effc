import type { ConfigurationRule } from "../rule";
import { securityGroupRules } from "../security-group-rules";

/** What the provider writes when nobody says anything. */
const MANAGED = "Managed by Terraform";

export const securityGroupDescription: ConfigurationRule = {
  id: "security-group-description",
  severity: "error",
  title: "Security groups and their rules say what they are for",
  rationale:
    "A rule whose purpose nobody knows is never removed. AWS shows the description where the rule is read.",
  source: { checkov: ["CKV_AWS_23"] },
  *check(stack) {
    const groups = stack
      .ofType("aws_security_group")
      .map((resource) => ({ resource, description: resource.attributes.description }));
    const rules = [...securityGroupRules(stack, "ingress"), ...securityGroupRules(stack, "egress")];
    for (const { resource, description } of [...groups, ...rules]) {
      if (typeof description === "string" && description.trim() !== "" && description !== MANAGED) continue;
      yield {
        subject: resource,
        message: `Its description is ${JSON.stringify(description ?? null)}. Say what it is for.`,
      };
    }
  },
};
