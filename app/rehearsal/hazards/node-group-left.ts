import { buildCluster, cluster, type Hazard } from "./hazard";

const type = "aws_eks_node_group";

export const nodeGroupLeft: Hazard = {
  name: "node-group-left",
  errorCode: "ResourceInUseException",
  happens: "Somebody adds a node group to a cluster, and EKS deletes no cluster that has one.",
  rehearsed:
    "A node group of somebody else's stands in the cluster; the destruction is refused; after it is deleted the cluster is destroyed and built again.",
  survived:
    "`drydock destroy` compares the node groups of every cluster that goes with those in the states, and names each that no state knows.",
  source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_DeleteCluster.html",
  needs: { part: "cluster-*", type },
  from: "created",
  steps: [
    {
      step: "arrange",
      title: "Somebody adds a node group",
      by: (scene) => {
        const { attributes } = scene.object(type);
        const { cluster_name = null, node_role_arn = null, subnet_ids = null } = attributes;
        return scene.make("cluster-*", type, {
          cluster_name,
          node_group_name: "quotes",
          node_role_arn,
          subnet_ids,
          scaling_config: [{ desired_size: 1, min_size: 1, max_size: 1 }],
        }).id;
      },
    },
    {
      step: "expect-refusal",
      stacks: cluster,
      says: /^Nothing was destroyed, .* The node group quotes is in no state and keeps the cluster \S+ of "[\w-]+-cluster-\w+"/,
    },
    {
      step: "arrange",
      title: "The node group is deleted",
      by: (scene) => scene.remove(scene.object(type, { node_group_name: "quotes" })),
    },
    { step: "destroy", stacks: cluster },
    ...buildCluster,
  ],
};
