import type { ConfigurationRule } from "../rule";

export const kmsDeletionWindow: ConfigurationRule = {
  id: "kms-deletion-window",
  severity: "error",
  title: "KMS keys state how long a deletion can be taken back",
  rationale:
    "A deleted key makes its data unreadable for ever. The window is the time in which that can be undone; AWS takes 7 to 30 days.",
  source: { awsControls: ["KMS.3"] },
  *check(stack) {
    for (const key of stack.ofType("aws_kms_key")) {
      const window = key.attributes.deletion_window_in_days;
      if (typeof window === "number" && window >= 7 && window <= 30) continue;
      yield {
        subject: key,
        message: `deletion_window_in_days is ${JSON.stringify(window ?? null)}. State a number of days from 7 to 30.`,
      };
    }
  },
};
