import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

const ruleTypes = [
  "aws_security_group_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
];

export const vpcDefaultSecurityGroup: ConfigurationRule = {
  id: "vpc-default-security-group",
  severity: "error",
  title: "The default security group of each VPC is closed",
  rationale:
    "Whatever is created without a security group lands in the default one, which AWS makes open between its members.",
  source: { cis: ["5.4"], awsControls: ["EC2.2"], checkov: ["CKV2_AWS_12"] },
  *check(stack) {
    for (const vpc of stack.ofType("aws_vpc")) {
      if (stack.companions(vpc, "aws_default_security_group", "vpc_id").length > 0) continue;
      yield {
        subject: vpc,
        message: "No aws_default_security_group adopts its default group. Add one without rules.",
      };
    }
    for (const group of stack.ofType("aws_default_security_group")) {
      const rules = blocks(group.attributes, "ingress").length + blocks(group.attributes, "egress").length;
      if (rules === 0) continue;
      yield {
        subject: group,
        message: `It has ${rules} rules. Leave it without any and use a group of your own.`,
      };
    }
    for (const rule of stack.ofType(...ruleTypes)) {
      const group = String(rule.attributes.security_group_id);
      if (!/\$\{aws_default_security_group\.|\.default_security_group_id\}/.test(group)) continue;
      yield {
        subject: rule,
        message: "It opens the default group of a VPC. Use a group of your own.",
      };
    }
  },
};
