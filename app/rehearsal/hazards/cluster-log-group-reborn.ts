import { metWith } from "../steps/expect";
import { buildCluster, cluster, type Hazard } from "./hazard";

export const clusterLogGroupReborn: Hazard = {
  name: "cluster-log-group-reborn",
  errorCode: "ResourceAlreadyExistsException",
  happens:
    "EKS writes the last entries of a control plane after the cluster is gone, with a role of its own that may create their log group again.",
  rehearsed:
    "The cluster is destroyed; EKS makes its log group again, without key and retention; the cluster is built again.",
  survived:
    "The stack notes the group as one that may exist: the deployment takes it over and gives it its key and retention back.",
  source: "https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2763",
  needs: { part: "cluster-*", type: "aws_eks_cluster" },
  from: "created",
  steps: [
    { step: "destroy", stacks: cluster },
    {
      step: "arrange",
      title: "EKS writes late entries",
      by: (scene) => {
        const name = String(scene.declared("cluster-*", "aws_cloudwatch_log_group").attributes["name"]);
        return scene.make("cluster-*", "aws_cloudwatch_log_group", { name }).id;
      },
    },
    ...buildCluster,
    { step: "expect", title: "The group was there", of: metWith("ResourceAlreadyExistsException") },
  ],
};
