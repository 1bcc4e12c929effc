import type { ConfigurationRule } from "../rule";

/** What an investigation asks for that begins long after the event. */
const PRODUCTION_DAYS = 365;

export const logGroupRetention: ConfigurationRule = {
  id: "log-group-retention",
  severity: "error",
  title: "Log groups state how long they keep logs, and keep production's for a year",
  rationale:
    "CloudWatch keeps logs for ever, and bills them, unless told otherwise; what is found out months later is asked of production. Elsewhere how long is the environment's choice.",
  source: { awsControls: ["CloudWatch.16"], checkov: ["CKV_AWS_66", "CKV_AWS_338"] },
  *check(stack) {
    const least = stack.tier === "production" ? PRODUCTION_DAYS : 1;
    for (const group of stack.ofType("aws_cloudwatch_log_group")) {
      const days = group.attributes.retention_in_days;
      // 0 is the provider's word for "for ever".
      if (typeof days === "number" && days >= least) continue;
      yield {
        subject: group,
        message: `retention_in_days is ${JSON.stringify(days ?? null)}. State a number of days${least > 1 ? `, ${least} or more` : ""}.`,
      };
    }
  },
};
