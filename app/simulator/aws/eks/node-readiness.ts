import type { CallContext } from "../../behaviour";
import type { Attributes } from "../../value";
import { blocks, text } from "../identifiers";
import { roleAllows } from "../role-rights";
import { requireCluster } from "./cluster";

/**
 * Why machines would not become nodes of their cluster, in EKS's words (EKS User Guide, "Node group errors"):
 * without rights they do not join; without a network plugin that works they join and stay unhealthy.
 */
export function nodeProblem(attributes: Attributes, context: CallContext): string | undefined {
  const clusterName = text(attributes["cluster_name"]);
  const role = roleName(text(attributes["node_role_arn"]));
  const joins =
    roleAllows(role, "ec2:DescribeInstances", WORKER, context) &&
    roleAllows(role, "ecr:GetAuthorizationToken", PULL, context);
  if (!joins) return "Instances failed to join the kubernetes cluster";
  return networkWorks(clusterName, role, context) ? undefined : "Unhealthy nodes in the kubernetes cluster";
}

const WORKER = ["AmazonEKSWorkerNodePolicy", "AmazonEKSWorkerNodeMinimalPolicy"] as const;
const PULL = ["AmazonEC2ContainerRegistryPullOnly", "AmazonEC2ContainerRegistryReadOnly"] as const;
const NETWORK = ["AmazonEKS_CNI_Policy"] as const;

/** The service account of the network plugin. */
const CNI_ACCOUNT = { namespace: "kube-system", service_account: "aws-node" } as const;

/** The plugin is there, EKS's own or as an add-on, and may give out addresses: as itself, or as the node. */
function networkWorks(clusterName: string, nodeRole: string, context: CallContext): boolean {
  const cluster = requireCluster(clusterName, context);
  const addon = context.cloud.get("aws_eks_addon", `${clusterName}:vpc-cni`, context);
  if (!addon && cluster.attributes["bootstrap_self_managed_addons"] === false) return false;
  const associated = context.cloud
    .findAllBy("aws_eks_pod_identity_association", "cluster_name", clusterName)
    .filter(
      ({ scope, attributes }) =>
        scope === cluster.scope &&
        attributes["namespace"] === CNI_ACCOUNT.namespace &&
        attributes["service_account"] === CNI_ACCOUNT.service_account,
    )
    .map(({ attributes }) => text(attributes["role_arn"]));
  const ofAddon = blocks(addon?.attributes["pod_identity_association"]).map((one) => text(one["role_arn"]));
  const own = [text(addon?.attributes["service_account_role_arn"]), ...ofAddon, ...associated];
  return [nodeRole, ...own.filter((arn) => arn !== "").map(roleName)].some((role) =>
    roleAllows(role, "ec2:AssignPrivateIpAddresses", NETWORK, context),
  );
}

/** `node` of `arn:aws:iam::111111111111:role/eks/node`. */
export function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
