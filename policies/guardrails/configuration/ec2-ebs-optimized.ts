import type { ConfigurationRule } from "../rule";

export const ec2EbsOptimized: ConfigurationRule = {
  id: "ec2-ebs-optimized",
  severity: "error",
  title: "Instances reach their volumes over bandwidth of their own",
  rationale: "Traffic of the network and of the disks slow each other down otherwise, at the busiest time.",
  source: { checkov: ["CKV_AWS_135"] },
  *check(stack) {
    for (const instance of stack.ofType("aws_instance")) {
      const { ebs_optimized: optimized } = instance.attributes;
      if (optimized === true) continue;
      yield {
        subject: instance,
        message: `ebs_optimized is ${JSON.stringify(optimized ?? null)}. Set it to true.`,
      };
    }
  },
};
