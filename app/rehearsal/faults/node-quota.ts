import { buildCluster, cluster } from "../hazards/hazard";
import { fault } from "./fault";

/** Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, in vCPUs. */
const standardOnDemand = "L-1216C47A";

export const nodeQuota = fault({
  name: "node-quota",
  summary:
    "The account's quota of vCPUs lets the tunnel run and no node: the apply fails with the quota in words, and goes on once it is raised.",
  needs: { part: "cluster-*", type: "aws_eks_node_group" },
  from: "network",
  steps: [
    {
      step: "arrange",
      title: "The quota of vCPUs is that of a new account",
      by: ({ cloud }) => void cloud.quotas.set(standardOnDemand, 3),
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: cluster,
      code: "VcpuLimitExceeded",
      says: /^A quota of the account is used up, so aws_eks_node_group\.\S+ of .* could not be created: .*vCPUs\. Have it raised/,
    },
    {
      step: "arrange",
      title: "The quota is raised",
      by: ({ cloud }) => void cloud.quotas.delete(standardOnDemand),
    },
    ...buildCluster,
  ],
});
