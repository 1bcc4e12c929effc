import type { ConfigurationRule } from "../rule";
import { isWorld, portsOf, securityGroupRules } from "../security-group-rules";

export const securityGroupEgress: ConfigurationRule = {
  id: "security-group-egress",
  severity: "error",
  title: "No security group lets every protocol out to the internet",
  rationale:
    "What has been broken into calls home on a port that nobody thought of. State the protocol and the ports that are needed.",
  source: { checkov: ["CKV_AWS_382"] },
  *check(stack) {
    for (const rule of securityGroupRules(stack, "egress")) {
      const open = rule.cidrs.filter(isWorld);
      const everyPort =
        rule.protocol === "-1" || (Number(rule.fromPort) === 0 && Number(rule.toPort) === 65535);
      if (open.length === 0 || !everyPort) continue;
      yield {
        subject: rule.resource,
        message: `It opens ${portsOf(rule)} to ${open.join(", ")}. State protocol and ports, or the networks that are needed.`,
      };
    }
  },
};
