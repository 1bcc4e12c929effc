import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const eksAccessEntries: ConfigurationRule = {
  id: "eks-access-entries",
  severity: "error",
  title: "Clusters admit only those who have an access entry",
  rationale:
    "The aws-auth config map can be changed from inside the cluster, and who created a cluster would be its administrator without a trace in the plan.",
  source: { design: "Authentication by API only, creator admin off, an explicit entry for each principal" },
  *check(stack) {
    for (const cluster of stack.ofType("aws_eks_cluster")) {
      const [access = {}] = blocks(cluster.attributes, "access_config");
      const { authentication_mode: mode, bootstrap_cluster_creator_admin_permissions: creator } = access;
      if (mode !== "API") {
        yield {
          subject: cluster,
          message: `access_config.authentication_mode is ${JSON.stringify(mode ?? null)}. Set it to "API".`,
        };
      }
      if (creator !== false) {
        yield {
          subject: cluster,
          message: `access_config.bootstrap_cluster_creator_admin_permissions is ${JSON.stringify(creator ?? null)}. Set it to false and give the principal an aws_eks_access_entry.`,
        };
      }
    }
  },
};
