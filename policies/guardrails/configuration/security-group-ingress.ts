import type { ConfigurationRule } from "../rule";
import { isWorld, portsOf, securityGroupRules } from "../security-group-rules";

export const securityGroupIngress: ConfigurationRule = {
  id: "security-group-ingress",
  severity: "error",
  title: "No security group lets the internet in",
  rationale:
    "Nothing of the estate listens to the whole internet except a load balancer that says so in a suppression.",
  source: {
    cis: ["5.2", "5.3"],
    awsControls: ["EC2.18", "EC2.19", "EC2.53", "EC2.54"],
    checkov: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277"],
  },
  *check(stack) {
    for (const rule of securityGroupRules(stack, "ingress")) {
      const open = rule.cidrs.filter(isWorld);
      if (open.length === 0) continue;
      yield {
        subject: rule.resource,
        message: `It opens ${portsOf(rule)} to ${open.join(", ")}. Name the networks or the security group that may connect.`,
      };
    }
  },
};
