import type { ConfigurationRule } from "../rule";

const exact = /^v\d+\.\d+\.\d+-eksbuild\.\d+$/;

export const eksAddonVersion: ConfigurationRule = {
  id: "eks-addon-version",
  severity: "error",
  title: "EKS add-ons have an exact version",
  rationale: "EKS takes its newest default otherwise: two rebuilds of one commit would differ.",
  source: { design: "Every pin in one table; a rebuild makes what was reviewed" },
  *check(stack) {
    for (const addon of stack.ofType("aws_eks_addon")) {
      const version = addon.attributes.addon_version;
      if (typeof version === "string" && exact.test(version)) continue;
      yield {
        subject: addon,
        message: `addon_version is ${JSON.stringify(version ?? null)}. State a build such as "v1.22.4-eksbuild.3".`,
      };
    }
  },
};
