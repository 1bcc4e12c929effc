import type { ConfigurationRule } from "../rule";

/** Types that shape a group or route to it; being named by one of them is not being used. */
const ownParts = /^aws_(vpc_security_group_(ingress|egress)_rule|security_group_rule)$/;

export const securityGroupInUse: ConfigurationRule = {
  id: "security-group-in-use",
  severity: "warning",
  title: "Security groups are attached to something, or exported",
  rationale: "A group that nothing uses is either forgotten or waiting to be attached to the wrong thing.",
  source: { checkov: ["CKV2_AWS_5"] },
  *check(stack) {
    for (const group of stack.ofType("aws_security_group")) {
      const used = stack.usersOf(group).some((user) => !ownParts.test(user.type));
      if (used || stack.exportedAddresses.has(group.address)) continue;
      yield {
        subject: group,
        message: "Nothing in its stack uses it and no output exports it. Attach it or remove it.",
      };
    }
  },
};
