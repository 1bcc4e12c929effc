import type { ConfigurationRule } from "../rule";
import { list } from "../stack-configuration";

/** Source: EKS user guide, "Send control plane logs to CloudWatch Logs". */
const logs = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const eksControlPlaneLogs: ConfigurationRule = {
  id: "eks-control-plane-logs",
  severity: "error",
  title: "Clusters keep all five logs of their control plane",
  rationale:
    "The audit log alone says who did what; authenticator and API logs say who they were and why it failed.",
  source: { awsControls: ["EKS.8"], checkov: ["CKV_AWS_37"] },
  *check(stack) {
    for (const cluster of stack.ofType("aws_eks_cluster")) {
      const kept = list(cluster.attributes.enabled_cluster_log_types);
      const missing = logs.filter((log) => !kept.includes(log));
      if (missing.length === 0) continue;
      yield { subject: cluster, message: `enabled_cluster_log_types lacks ${missing.join(", ")}. Add them.` };
    }
  },
};
