import type { ConfigurationRule } from "../rule";

export const ec2NoPublicIp: ConfigurationRule = {
  id: "ec2-no-public-ip",
  severity: "error",
  title: "Instances have no public address",
  rationale:
    "Machines are reached through Systems Manager or from inside the VPC; a public address is only another door.",
  source: { awsControls: ["EC2.9"], checkov: ["CKV_AWS_88"] },
  *check(stack) {
    for (const instance of stack.ofType("aws_instance")) {
      const value = instance.attributes.associate_public_ip_address;
      if (value === false) continue;
      yield {
        subject: instance,
        message: `associate_public_ip_address is ${JSON.stringify(value ?? null)}, so its subnet may decide. Set it to false.`,
      };
    }
  },
};
