import type { ConfigurationRule } from "../rule";

export const ec2InstanceProfile: ConfigurationRule = {
  id: "ec2-instance-profile",
  severity: "error",
  title: "Instances have a role",
  rationale:
    "Without one somebody will put access keys on the machine; with one its credentials are temporary.",
  source: { checkov: ["CKV2_AWS_41"] },
  *check(stack) {
    for (const instance of stack.ofType("aws_instance")) {
      if (instance.attributes.iam_instance_profile !== undefined) continue;
      yield {
        subject: instance,
        message: "It has no iam_instance_profile. Give it one with the rights that it needs.",
      };
    }
  },
};
