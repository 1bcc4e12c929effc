/** Where a version of the real aws provider differs from the simulated schema, which is that of 6.25.0. */
export interface VersionDifference {
  /** `TYPE.path` without indices, `aws.path` for the provider block; `*` stands for one name. */
  readonly path: string;
  readonly reason: string;
}

/**
 * By version of the provider. Sources: the upgrade guide to version 6
 * (registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade) and the provider's changelog.
 */
export const differencesByVersion: Readonly<Record<string, readonly VersionDifference[]>> = {
  "5.100.0": [
    { path: "*.region", reason: "Version 6 lets every resource and data source name its region." },
    { path: "data.*.region", reason: "Version 6 lets every resource and data source name its region." },
    { path: "aws.endpoints.*", reason: "Services that AWS opened or closed between the two versions." },
    { path: "aws.tag_policy_compliance", reason: "Added in version 6, for tag policies of an organisation." },
    {
      path: "aws_s3_bucket.bucket_region",
      reason: "Version 6 moves the bucket's own region here from region.",
    },
    {
      path: "aws_s3_bucket_server_side_encryption_configuration.rule.blocked_encryption_types",
      reason: "Added in version 6, for the blocking of SSE-C.",
    },
    { path: "aws_s3_bucket_public_access_block.skip_destroy", reason: "Added in version 6." },
    { path: "aws_cloudwatch_log_group.deletion_protection_enabled", reason: "Added in version 6." },
    {
      path: "aws_ecr_repository.image_tag_mutability_exclusion_filter",
      reason: "Added in version 6, for tags that may move in a repository of immutable ones.",
    },
    { path: "aws_eip.vpc", reason: "Deprecated in version 5 for domain, removed in 6." },
    {
      path: "aws_flow_log.log_group_name",
      reason: "Deprecated in version 5 for log_destination, removed in 6.",
    },
    {
      path: "aws_flow_log.regional_nat_gateway_id",
      reason: "Added in version 6, with regional NAT gateways.",
    },
    { path: "aws_flow_log@version", reason: "Version 6 upgrades states of version 5." },
    { path: "aws_instance.cpu_core_count", reason: "Deprecated in version 5 for cpu_options, removed in 6." },
    {
      path: "aws_instance.cpu_threads_per_core",
      reason: "Deprecated in version 5 for cpu_options, removed in 6.",
    },
    { path: "aws_instance.force_destroy", reason: "Added in version 6." },
    { path: "aws_instance.placement_group_id", reason: "Added in version 6." },
    { path: "aws_instance.primary_network_interface", reason: "Added in version 6, for network_interface." },
    { path: "aws_instance.user_data", reason: "Version 5 keeps a hash of it, version 6 the text itself." },
    {
      path: "aws_network_interface.attachment.network_card_index",
      reason: "Added in version 6, for instances with several network cards.",
    },
    {
      path: "data.aws_network_interface.attachment",
      reason: "Version 6 adds network_card_index, for instances with several network cards.",
    },
    { path: "aws_instance@version", reason: "Version 6 upgrades states of version 5." },
    ...[
      "auto_provision_zones",
      "auto_scaling_ips",
      "availability_mode",
      "availability_zone_address",
      "regional_nat_gateway_address",
      "regional_nat_gateway_auto_mode",
      "route_table_id",
      "secondary_allocation_ids",
      "subnet_id",
      "vpc_id",
    ].map((name) => ({
      path: `aws_nat_gateway.${name}`,
      reason: "Version 6 adds regional NAT gateways, which have no subnet and several addresses.",
    })),
    ...[
      "compute_config",
      "compute_config.enabled",
      "kubernetes_network_config.elastic_load_balancing.enabled",
      "storage_config",
      "storage_config.block_storage.enabled",
    ].map((name) => ({
      path: `aws_eks_cluster.${name}`,
      reason: "Version 6 reads it from AWS when the configuration leaves it out.",
    })),
    {
      path: "aws_eks_cluster.control_plane_scaling_config",
      reason: "Added in version 6, for provisioned control planes.",
    },
    { path: "aws_eks_cluster.deletion_protection", reason: "Added in version 6." },
    {
      path: "aws_eks_addon.resolve_conflicts",
      reason: "Deprecated in version 5 for resolve_conflicts_on_create and _on_update, removed in 6.",
    },
    ...[
      "max_parallel_nodes_repaired_count",
      "max_parallel_nodes_repaired_percentage",
      "max_unhealthy_node_threshold_count",
      "max_unhealthy_node_threshold_percentage",
      "node_repair_config_overrides",
    ].map((name) => ({
      path: `aws_eks_node_group.node_repair_config.${name}`,
      reason: "Added in version 6.",
    })),
    ...["disable_session_tags", "external_id", "target_role_arn"].map((name) => ({
      path: `aws_eks_pod_identity_association.${name}`,
      reason: "Added in version 6, for roles of other accounts.",
    })),
    {
      path: "aws_launch_template.elastic_gpu_specifications",
      reason: "AWS closed Elastic Graphics; removed in version 6.",
    },
    {
      path: "aws_launch_template.elastic_inference_accelerator",
      reason: "AWS closed Elastic Inference; removed in version 6.",
    },
    { path: "aws_launch_template.placement.group_id", reason: "Added in version 6." },
    {
      path: "aws_acm_certificate.options.export",
      reason: "Added in version 6, with exportable certificates.",
    },
    { path: "aws_route53_zone.enable_accelerated_recovery", reason: "Added in version 6." },
    { path: "aws_lb.health_check_logs", reason: "Added in version 6." },
    { path: "aws_lb.secondary_ips_auto_assigned_per_subnet", reason: "Added in version 6." },
    { path: "aws_lb_listener.default_action.jwt_validation", reason: "Added in version 6." },
    { path: "aws_lb_target_group.target_control_port", reason: "Added in version 6." },
    { path: "data.aws_ami.allow_unsafe_filter", reason: "Added in version 6." },
  ],
  "6.25.0": [],
};
