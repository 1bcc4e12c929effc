import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const eksNodeLaunchTemplate: ConfigurationRule = {
  id: "eks-node-launch-template",
  severity: "error",
  title: "Node groups start from a launch template of ours, without SSH",
  rationale:
    "The template that EKS makes by itself lets containers reach the node's credentials (two metadata hops) and leaves the disk to the account's default key; remote_access opens port 22.",
  source: { checkov: ["CKV_AWS_100"] },
  *check(stack) {
    for (const group of stack.ofType("aws_eks_node_group")) {
      if (blocks(group.attributes, "remote_access").length > 0) {
        yield { subject: group, message: "It has remote_access. Remove it and use kubectl debug." };
      }
      const [template] = blocks(group.attributes, "launch_template");
      if (stack.referenced(template?.id ?? template?.name)?.type === "aws_launch_template") continue;
      yield {
        subject: group,
        message: "Its launch_template is not one of its stack. Give it an aws_launch_template.",
      };
    }
  },
};
