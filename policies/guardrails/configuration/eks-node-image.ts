import type { ConfigurationRule } from "../rule";

const exact = /^\d+\.\d+\.\d+-\d{8}$/;

export const eksNodeImage: ConfigurationRule = {
  id: "eks-node-image",
  severity: "error",
  title: "Node groups have an exact release of their image",
  rationale:
    "EKS takes its newest image otherwise, and a node of tomorrow differs from the one that was tried.",
  source: { design: "Every pin in one table; a rebuild makes what was reviewed" },
  *check(stack) {
    for (const group of stack.ofType("aws_eks_node_group")) {
      const { release_version: release, ami_type: type } = group.attributes;
      // An image of one's own is named by its id, in the launch template.
      if (type === "CUSTOM" || (typeof release === "string" && exact.test(release))) continue;
      yield {
        subject: group,
        message: `release_version is ${JSON.stringify(release ?? null)}. State a release such as "1.35.8-20260930".`,
      };
    }
  },
};
