import type { Facts } from "../../behaviour";

const replaced = { computed: true, forceNew: true };

/** What `aws_eks_cluster` says of its arguments. */
export const clusterFacts: Facts = {
  access_config: { computed: true },
  "access_config.authentication_mode": { computed: true },
  "access_config.bootstrap_cluster_creator_admin_permissions": { default: true, forceNew: true },
  bootstrap_self_managed_addons: { default: true, forceNew: true },
  compute_config: { computed: true },
  "compute_config.enabled": { computed: true },
  control_plane_scaling_config: { computed: true },
  "control_plane_scaling_config.tier": { computed: true },
  deletion_protection: { computed: true },
  kubernetes_network_config: { computed: true },
  "kubernetes_network_config.elastic_load_balancing": { computed: true },
  "kubernetes_network_config.elastic_load_balancing.enabled": { computed: true },
  "kubernetes_network_config.ip_family": replaced,
  "kubernetes_network_config.service_ipv4_cidr": replaced,
  name: { forceNew: true },
  "outpost_config.control_plane_instance_type": { forceNew: true },
  "outpost_config.control_plane_placement.group_name": { forceNew: true },
  "remote_network_config.remote_node_networks": { minItems: 1 },
  role_arn: { forceNew: true },
  storage_config: { computed: true },
  "storage_config.block_storage.enabled": { computed: true },
  tags_all: { computed: true },
  upgrade_policy: { computed: true },
  "upgrade_policy.support_type": { computed: true },
  version: { computed: true },
  "vpc_config.endpoint_private_access": { default: false },
  "vpc_config.endpoint_public_access": { default: true },
  "vpc_config.public_access_cidrs": { computed: true },
};
