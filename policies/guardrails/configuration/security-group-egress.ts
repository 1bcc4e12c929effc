import type { ConfigurationRule } from "../rule";
import { isWorld, portsOf, securityGroupRules, type SecurityGroupRule } from "../security-group-rules";

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
      if (open.length === 0 || !hasEveryPort(rule)) continue;
      yield {
        subject: rule.resource,
        message: `It opens ${portsOf(rule)} to ${open.join(", ")}. State protocol and ports, or the networks that are needed.`,
      };
    }
  },
};

function hasEveryPort({ protocol, fromPort, toPort }: SecurityGroupRule): boolean {
  if (protocol === "-1") return true;
  // Of ICMP, -1 stands for every type; it has no ports.
  if (protocol.startsWith("icmp")) return false;
  return Number(fromPort) === -1 || (Number(fromPort) <= 1 && Number(toPort) === 65535);
}
