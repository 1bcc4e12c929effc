import { buildCluster, cluster, type Hazard } from "./hazard";

const type = "aws_eks_cluster";

export const clusterNameInUse: Hazard = {
  name: "cluster-name-in-use",
  errorCode: "ResourceInUseException",
  happens: "A cluster of the name exists already: made by hand, or left by a crash.",
  rehearsed:
    "A cluster of the name is there before the cluster is built; the apply stops, and after it is deleted it goes on.",
  survived:
    "The apply fails at the cluster with a sentence; what it made is in the state, so the next one goes on from there.",
  source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html",
  needs: { part: "cluster-*", type },
  from: "network",
  steps: [
    {
      step: "arrange",
      title: "Somebody makes a cluster of the name",
      by: (scene) => {
        const { name, version } = scene.declared("cluster-*", type).attributes;
        const trust = {
          Effect: "Allow",
          Principal: { Service: "eks.amazonaws.com" },
          Action: "sts:AssumeRole",
        };
        const role = scene.make("cluster-*", "aws_iam_role", {
          name: "somebodys-cluster",
          assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
        });
        scene.make("cluster-*", "aws_iam_role_policy_attachment", {
          role: role.id,
          policy_arn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
        });
        scene.cloud.clock.advanceSeconds(60);
        const { id: vpc } = scene.object("aws_vpc");
        const subnets = scene.cloud
          .listEverywhere("aws_subnet")
          .filter(({ attributes }) => attributes["vpc_id"] === vpc)
          .map(({ id }) => id);
        return scene.make("cluster-*", type, {
          name: String(name),
          version: String(version),
          role_arn: role.attributes["arn"] ?? null,
          vpc_config: [{ subnet_ids: subnets, endpoint_private_access: true, endpoint_public_access: false }],
        }).id;
      },
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: cluster,
      code: "ResourceInUseException",
      says: /^aws_eks_cluster\.\S+ of "[\w-]+-cluster-\w+" exists already, and its state does not know it: Cluster already exists with name: /,
    },
    {
      step: "arrange",
      title: "The other cluster is deleted",
      by: (scene) => scene.remove(scene.object(type)),
    },
    ...buildCluster,
  ],
};
