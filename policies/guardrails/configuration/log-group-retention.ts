import type { ConfigurationRule } from "../rule";

export const logGroupRetention: ConfigurationRule = {
  id: "log-group-retention",
  severity: "error",
  title: "Log groups state how long they keep logs",
  rationale:
    "CloudWatch keeps logs for ever, and bills them, unless told otherwise. How long is the environment's choice.",
  source: { awsControls: ["CloudWatch.16"], checkov: ["CKV_AWS_66"] },
  *check(stack) {
    for (const group of stack.ofType("aws_cloudwatch_log_group")) {
      const days = group.attributes.retention_in_days;
      // 0 is the provider's word for "for ever".
      if (typeof days === "number" && days > 0) continue;
      yield {
        subject: group,
        message: `retention_in_days is ${JSON.stringify(days ?? null)}. State a number of days.`,
      };
    }
  },
};
