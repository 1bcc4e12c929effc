import type { ConfigurationRule } from "../rule";

export const ebsEncryptionByDefault: ConfigurationRule = {
  id: "ebs-encryption-by-default",
  severity: "error",
  title: "The account encrypts new volumes by itself",
  rationale:
    "Volumes that other services make (node groups, snapshots restored by hand) are encrypted as well.",
  source: { cis: ["2.2.1"], awsControls: ["EC2.7"], checkov: ["CKV_AWS_106"] },
  *check(stack) {
    for (const setting of stack.ofType("aws_ebs_encryption_by_default")) {
      if (setting.attributes.enabled !== false) continue;
      yield { subject: setting, message: "enabled is false. Set it to true." };
    }
  },
};
