import type { ConfigurationRule } from "../rule";

export const logGroupKms: ConfigurationRule = {
  id: "log-group-kms",
  severity: "error",
  title: "Log groups encrypt with a KMS key of ours",
  rationale:
    "Logs name accounts, addresses and orders. With our key reading them takes a second right, which can be taken away.",
  source: { checkov: ["CKV_AWS_158"] },
  *check(stack) {
    for (const group of stack.ofType("aws_cloudwatch_log_group")) {
      const key = group.attributes.kms_key_id;
      if (typeof key === "string" && key !== "") continue;
      yield { subject: group, message: "It has no kms_key_id. Use the environment's key for logs." };
    }
  },
};
