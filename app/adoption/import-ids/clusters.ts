import { byArgument, byLastPart, type ImportRule, type ImportRules, joined } from "./import-rule";

/** "cluster/CLUSTER", "nodegroup/CLUSTER/NAME/…": what follows the kind in an ARN of EKS. */
function parts(arn: string, kind: string): readonly string[] {
  const resource = arn.split(":").slice(5).join(":").split("/");
  return resource[0] === kind ? resource.slice(1) : [];
}

/** For what is imported as `CLUSTER:NAME`. */
function inCluster(kind: string, name: string): ImportRule {
  return {
    fromArn: (arn) => joined(":", ...parts(arn, kind).slice(0, 2)) || undefined,
    fromValues: (values) => joined(":", values["cluster_name"], values[name]),
  };
}

/** Amazon EKS. */
export const clusters: ImportRules = {
  aws_eks_access_entry: {
    fromValues: (values) => joined(":", values["cluster_name"], values["principal_arn"]),
  },
  aws_eks_access_policy_association: {
    fromValues: (values) =>
      joined("#", values["cluster_name"], values["principal_arn"], values["policy_arn"]),
  },
  aws_eks_addon: inCluster("addon", "addon_name"),
  aws_eks_cluster: { ...byLastPart, ...byArgument("name") },
  aws_eks_node_group: inCluster("nodegroup", "node_group_name"),
  aws_eks_pod_identity_association: {
    fromArn: (arn) => joined(",", ...parts(arn, "podidentityassociation")) || undefined,
  },
};
