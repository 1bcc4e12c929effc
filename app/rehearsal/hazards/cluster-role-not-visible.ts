import { metWith } from "../steps/expect";
import { buildCluster, type Hazard } from "./hazard";

export const clusterRoleNotVisible: Hazard = {
  name: "cluster-role-not-visible",
  errorCode: "InvalidParameterException",
  happens: "EKS does not see a new role for some seconds, neither the control plane's nor the nodes'.",
  rehearsed: "Roles become visible to EKS after 60 seconds while the cluster is built.",
  survived: "The provider repeats the creation for 2 minutes, until EKS can assume the role.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency",
  needs: { part: "cluster-*", type: "aws_eks_cluster" },
  from: "network",
  steps: [
    {
      step: "arrange",
      title: "IAM needs a minute to show a role",
      by: ({ cloud }) => cloud.consistency.setPropagation("aws_iam_role", 60),
    },
    ...buildCluster,
    { step: "expect", title: "A role was not visible at first", of: metWith("InvalidParameterException") },
  ],
};
