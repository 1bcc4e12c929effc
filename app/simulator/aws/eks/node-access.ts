import type { CallContext, CloudObject } from "../../behaviour";
import { blocks, text } from "../identifiers";
import { accessEntry } from "./access";
import { requireCluster } from "./cluster";

/**
 * With access entries in use, EKS itself makes the entry that lets the nodes of a managed group in, and takes it away
 * with the last group of that role (EKS User Guide, "Create access entries").
 */
export function addNodeAccess({ attributes }: CloudObject, context: CallContext): void {
  const cluster = requireCluster(text(attributes["cluster_name"]), context);
  const [access] = blocks(cluster.attributes["access_config"]);
  if (access?.["authentication_mode"] === "CONFIG_MAP") return;
  const principal = text(attributes["node_role_arn"]);
  const id = `${cluster.id}:${principal}`;
  if (context.cloud.get("aws_eks_access_entry", id, context)) return;
  context.cloud.addOwned(cluster, "aws_eks_access_entry", id, {
    id,
    cluster_name: cluster.id,
    created_at: context.cloud.clock.timestamp,
    kubernetes_groups: ["system:nodes"],
    modified_at: context.cloud.clock.timestamp,
    principal_arn: principal,
    tags: {},
    tags_all: {},
    type: "EC2_LINUX",
    user_name: accessEntry.behaviour.computed?.["user_name"]?.({ type: "EC2_LINUX" }, context) ?? null,
  });
}

export function dropNodeAccess({ attributes, scope }: CloudObject, context: CallContext): void {
  const { cloud } = context;
  const role = text(attributes["node_role_arn"]);
  const stillUsed = cloud
    .findAllBy("aws_eks_node_group", "node_role_arn", role)
    .some(
      (other) => other.scope === scope && other.attributes["cluster_name"] === attributes["cluster_name"],
    );
  const cluster = cloud.get("aws_eks_cluster", text(attributes["cluster_name"]), context);
  if (stillUsed || !cluster) return;
  const own = cloud
    .ownedBy(cluster, "aws_eks_access_entry")
    .find((entry) => entry.attributes["principal_arn"] === role);
  if (own) cloud.discard(own);
}
