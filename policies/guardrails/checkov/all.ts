import type { CheckovCheck } from "./check";
import { identityChecks } from "./identity";
import { machineChecks } from "./machines";
import { networkChecks } from "./network";
import { storageChecks } from "./storage";

/** Every check of checkov for types of the estate, in the order of their ids. */
export const checkovChecks: readonly CheckovCheck[] = [
  ...identityChecks,
  ...storageChecks,
  ...machineChecks,
  ...networkChecks,
].sort((one, other) => one.id.localeCompare(other.id, "en", { numeric: true }));

/**
 * Types of the estate that no check of checkov asks anything of. Whoever uses a new type looks for its checks and
 * adds them above, or the type here.
 */
export const unchecked: readonly string[] = [
  "aws_acm_certificate_validation",
  "aws_autoscaling_group_tag",
  "aws_ec2_capacity_reservation",
  "aws_ec2_instance_metadata_defaults",
  "aws_ecr_lifecycle_policy",
  "aws_eks_access_entry",
  "aws_eks_access_policy_association",
  "aws_eks_addon",
  "aws_eks_pod_identity_association",
  "aws_flow_log",
  "aws_iam_instance_profile",
  "aws_iam_openid_connect_provider",
  "aws_iam_service_linked_role",
  "aws_internet_gateway",
  "aws_kms_alias",
  "aws_nat_gateway",
  "aws_route_table_association",
  "aws_s3_account_public_access_block",
  "aws_s3_bucket_object_lock_configuration",
  "aws_vpc_endpoint",
];
