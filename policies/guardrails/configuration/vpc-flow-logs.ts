import type { ConfigurationRule } from "../rule";

export const vpcFlowLogs: ConfigurationRule = {
  id: "vpc-flow-logs",
  severity: "error",
  title: "Each VPC logs its traffic, accepted and rejected",
  rationale:
    "Flow logs are the only record of who talked to whom; rejected traffic alone hides the connection that succeeded.",
  source: { cis: ["3.7"], awsControls: ["EC2.6"], checkov: ["CKV2_AWS_11"] },
  *check(stack) {
    for (const vpc of stack.ofType("aws_vpc")) {
      const logs = stack.companions(vpc, "aws_flow_log", "vpc_id");
      if (logs.some((log) => log.attributes.traffic_type === "ALL")) continue;
      const types = logs.map((log) => String(log.attributes.traffic_type));
      yield {
        subject: vpc,
        message: `${logs.length === 0 ? "It has no flow log" : `Its flow logs record ${types.join(", ")} only`}. Add an aws_flow_log with traffic_type ALL.`,
      };
    }
  },
};
