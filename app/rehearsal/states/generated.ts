/**
 * Attributes whose value AWS generates anew for a new object, by type. Source: the attribute references of the
 * hashicorp/aws provider's documentation (registry.terraform.io/providers/hashicorp/aws, 6.25), "Attribute
 * Reference" of each type. `id` is generated for every type, unless it holds a name of ours; an ARN is made of names
 * and ids, so it is listed only where it holds something else that AWS makes up.
 */
export const generatedAttributes: Readonly<Record<string, readonly string[]>> = {
  aws_acm_certificate: ["arn", "not_after", "not_before"],
  aws_autoscaling_group: ["arn"],
  aws_autoscaling_policy: ["arn"],
  aws_cloudwatch_log_group: [],
  aws_ecr_lifecycle_policy: [],
  aws_ecr_repository: [],
  aws_ecr_repository_policy: [],
  aws_eip: [
    "allocation_id",
    "association_id",
    "carrier_ip",
    "network_interface",
    "private_dns",
    "private_ip",
    "public_dns",
    "public_ip",
  ],
  aws_eks_access_entry: ["access_entry_arn"],
  aws_eks_addon: ["arn"],
  aws_eks_cluster: [
    "certificate_authority",
    "endpoint",
    "identity",
    "vpc_config[0].cluster_security_group_id",
  ],
  aws_eks_node_group: ["arn", "resources"],
  aws_eks_pod_identity_association: ["association_id"],
  aws_iam_instance_profile: ["unique_id"],
  aws_iam_policy: ["policy_id"],
  aws_iam_role: ["unique_id"],
  aws_instance: [
    "ipv6_addresses",
    "primary_network_interface_id",
    "private_dns",
    "private_ip",
    "public_dns",
    "public_ip",
    "root_block_device[0].volume_id",
  ],
  aws_kms_key: ["key_id"],
  aws_lb: ["arn_suffix", "dns_name"],
  aws_lb_target_group: ["arn_suffix"],
  aws_nat_gateway: ["association_id", "network_interface_id", "private_ip", "public_ip"],
  aws_route53_zone: ["name_servers", "primary_name_server", "zone_id"],
  aws_vpc: [
    "default_network_acl_id",
    "default_route_table_id",
    "default_security_group_id",
    "dhcp_options_id",
    "main_route_table_id",
  ],
  aws_vpc_endpoint: ["dns_entry", "network_interface_ids", "subnet_configuration"],
  aws_vpc_security_group_egress_rule: ["security_group_rule_id"],
  aws_vpc_security_group_ingress_rule: ["security_group_rule_id"],
};

/** Whether AWS generates this attribute of this type; `path` as "root_block_device[0].volume_id". */
export function isGenerated(type: string, path: string): boolean {
  if (path === "id") return true;
  return (generatedAttributes[type] ?? []).some(
    (name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`),
  );
}
