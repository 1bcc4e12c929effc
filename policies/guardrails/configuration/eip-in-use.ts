import type { ConfigurationRule } from "../rule";

export const eipInUse: ConfigurationRule = {
  id: "eip-in-use",
  severity: "warning",
  title: "Elastic addresses are attached",
  rationale: "AWS bills an address that nothing uses, and it is one more way in that nobody watches.",
  source: { awsControls: ["EC2.12"], checkov: ["CKV2_AWS_19"] },
  *check(stack) {
    for (const address of stack.ofType("aws_eip")) {
      const { instance, network_interface: networkInterface } = address.attributes;
      if (instance !== undefined || networkInterface !== undefined) continue;
      if (stack.usersOf(address).length > 0 || stack.exportedAddresses.has(address.address)) continue;
      yield {
        subject: address,
        message: "No NAT gateway, instance or load balancer uses it. Attach it or remove it.",
      };
    }
  },
};
