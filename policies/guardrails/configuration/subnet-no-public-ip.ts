import type { ConfigurationRule } from "../rule";

export const subnetNoPublicIp: ConfigurationRule = {
  id: "subnet-no-public-ip",
  severity: "error",
  title: "Subnets give no public addresses by themselves",
  rationale:
    "A machine becomes reachable from the internet because somebody said so, not because of where it was started.",
  source: { awsControls: ["EC2.15"], checkov: ["CKV_AWS_130"] },
  *check(stack) {
    for (const subnet of stack.ofType("aws_subnet")) {
      for (const attribute of ["map_public_ip_on_launch", "assign_ipv6_address_on_creation"]) {
        const value = subnet.attributes[attribute];
        if (value === undefined || value === null || value === false) continue;
        yield { subject: subnet, message: `${attribute} is ${JSON.stringify(value)}. Set it to false.` };
      }
    }
  },
};
