import type { ConfigurationRule } from "../rule";

export const kmsEnabled: ConfigurationRule = {
  id: "kms-enabled",
  severity: "error",
  title: "KMS keys are enabled",
  rationale:
    "A disabled key answers every read of its data with an error, hours later and far from the cause.",
  source: { checkov: ["CKV_AWS_227"] },
  *check(stack) {
    for (const key of stack.ofType("aws_kms_key")) {
      if (key.attributes.is_enabled !== false) continue;
      yield { subject: key, message: "is_enabled is false. Remove the line, or remove the key." };
    }
  },
};
