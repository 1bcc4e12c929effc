import type { ConfigurationRule } from "../rule";

export const ec2DetailedMonitoring: ConfigurationRule = {
  id: "ec2-detailed-monitoring",
  severity: "error",
  title: "Instances report to CloudWatch every minute",
  rationale:
    "Nothing else watches a machine outside a cluster, and five minutes are a long time. Nodes have Prometheus.",
  source: { checkov: ["CKV_AWS_126"] },
  *check(stack) {
    for (const instance of stack.ofType("aws_instance")) {
      const { monitoring } = instance.attributes;
      if (monitoring === true) continue;
      yield {
        subject: instance,
        message: `monitoring is ${JSON.stringify(monitoring ?? null)}. Set it to true.`,
      };
    }
  },
};
