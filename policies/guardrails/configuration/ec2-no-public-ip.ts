import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const ec2NoPublicIp: ConfigurationRule = {
  id: "ec2-no-public-ip",
  severity: "error",
  title: "Instances have no public address",
  rationale:
    "Machines are reached through Systems Manager or from inside the VPC; a public address is only another door.",
  source: { awsControls: ["EC2.9", "EC2.25"], checkov: ["CKV_AWS_88"] },
  *check(stack) {
    const instances = stack
      .ofType("aws_instance")
      .map((resource) => ({ resource, value: resource.attributes.associate_public_ip_address }));
    const templates = stack.ofType("aws_launch_template").flatMap((resource) => {
      const [first = {}, ...others] = blocks(resource.attributes, "network_interfaces");
      return [first, ...others].map((one) => ({ resource, value: one.associate_public_ip_address }));
    });
    for (const { resource, value } of [...instances, ...templates]) {
      // The launch template's argument is a text.
      if (value === false || value === "false") continue;
      yield {
        subject: resource,
        message: `associate_public_ip_address is ${JSON.stringify(value ?? null)}, so its subnet may decide. Set it to false.`,
      };
    }
  },
};
