import type { DataSource } from "../../behaviour";
import { text } from "../identifiers";
import { requireCluster } from "./cluster";

/** The names of a cluster's node groups, whoever made them. */
export const nodeGroups: DataSource = {
  api: { service: "EKS", noun: "EKS Node Groups", read: "ListNodegroups" },
  read(config, context) {
    const { id, scope } = requireCluster(text(config["cluster_name"]), context);
    const names = context.cloud
      .findAllBy("aws_eks_node_group", "cluster_name", id)
      .filter((group) => group.scope === scope)
      .map(({ attributes }) => text(attributes["node_group_name"]));
    return { id, names: names.sort() };
  },
};
