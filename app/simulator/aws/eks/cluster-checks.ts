import type { CallContext, CloudObject } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { blocks, text, texts } from "../identifiers";
import { requireKey } from "../kms";
import { availabilityZones, zoneId } from "../regions";
import { roleAllows, trusts } from "../role-rights";
import { vpcOfSubnet, zoneOfSubnet } from "../vpc-gateways";
import { eksError, PROPAGATION_SECONDS } from "./eks-error";
import { minorOf, supportedVersions } from "./kubernetes-versions";
import { roleName } from "./node-readiness";

/** Minor versions that a node may be behind its control plane (Kubernetes, "Version Skew Policy", since 1.28). */
const NODE_SKEW = 3;

/** Zones without control planes. Source: EKS User Guide, "View Amazon EKS networking requirements", subnets. */
const ZONES_WITHOUT_EKS = new Set(["use1-az3", "usw1-az2", "cac1-az3"]);

/** What EKS refuses of a cluster's arguments. */
export function checkCluster(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  const version = text(attributes["version"]);
  if (prior && version !== prior["version"]) checkUpgrade(text(prior["version"]), attributes, context);
  if (!prior && version !== "" && !supportedVersions.includes(version)) {
    throw invalid("unsupported Kubernetes version");
  }
  if (!prior) checkRole(attributes, context);
  checkNetwork(attributes, context, prior);
  checkAccess(attributes, prior);
  const [encryption] = blocks(attributes["encryption_config"]);
  if (encryption && blocks(prior?.["encryption_config"]).length === 0) checkKey(encryption, context);
}

function checkUpgrade(from: string, attributes: Attributes, { cloud }: CallContext): void {
  const to = text(attributes["version"]);
  if (!supportedVersions.includes(to)) throw invalid("unsupported Kubernetes version");
  if (minorOf(to) !== minorOf(from) + 1) {
    throw invalid(`Unsupported Kubernetes minor version update from ${from} to ${to}`);
  }
  const name = text(attributes["name"]);
  const behind = cloud
    .findAllBy("aws_eks_node_group", "cluster_name", name)
    .filter((group) => minorOf(text(group.attributes["version"])) < minorOf(to) - NODE_SKEW)
    .map((group) => text(group.attributes["node_group_name"]));
  if (behind.length > 0) {
    throw invalid(
      `Nodegroups ${behind.join(", ")} must be updated to match cluster version ${from} before updating cluster version`,
    );
  }
}

/** EKS looks at the role before it takes it; the provider tries again, since IAM settles late. */
function checkRole(attributes: Attributes, context: CallContext): void {
  const role = context.cloud.findBy("aws_iam_role", "arn", text(attributes["role_arn"]));
  if (!role) return;
  if (!trusts(text(role.attributes["assume_role_policy"]), "eks.amazonaws.com")) {
    throw new ApiError(
      "InvalidParameterException",
      "Role could not be assumed because the trusted entity is not correct",
      { retriedForSeconds: PROPAGATION_SECONDS },
    );
  }
  const name = roleName(text(attributes["role_arn"]));
  // Part of the policy of AWS, and of the least that may stand in for it since October 2023 (EKS User Guide, "Amazon EKS
  // cluster IAM role").
  if (roleAllows(name, "ec2:DescribeInstances", ["AmazonEKSClusterPolicy"], context)) return;
  throw new ApiError(
    "InvalidParameterException",
    "The provided role doesn't have the Amazon EKS Managed Policies associated with it. Please ensure the following " +
      "policy is attached: arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
    { retriedForSeconds: PROPAGATION_SECONDS },
  );
}

function checkNetwork(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  const [vpc = {}] = blocks(attributes["vpc_config"]);
  if (vpc["endpoint_private_access"] !== true && vpc["endpoint_public_access"] === false) {
    throw invalid("Private and public endpoint access cannot both be disabled");
  }
  const subnets = texts(vpc["subnet_ids"]);
  const zones = [...new Set(subnets.map((id) => zoneOfSubnet(id, context)))];
  if (zones.length < 2) throw invalid("Subnets specified must be in at least two different AZs");
  if (!prior) checkZones(text(attributes["name"]), zones, context);
  const home = vpcOfSubnet(subnets[0] ?? "", context);
  const strangers = texts(vpc["security_group_ids"]).filter(
    (id) => context.cloud.get("aws_security_group", id, context)?.attributes["vpc_id"] !== home,
  );
  if (strangers.length > 0) {
    throw invalid(
      `Security group(s) [${strangers.join(", ")}] are not in the same VPC as the subnets. Please specify security ` +
        "groups that are in the same VPC.",
    );
  }
}

/** Zones of a region in which EKS runs no control plane, for good or because a scenario says so. */
function checkZones(name: string, zones: readonly string[], { region, cloud }: CallContext): void {
  const runs = (zone: string): boolean =>
    !ZONES_WITHOUT_EKS.has(zoneId(zone)) && cloud.capacity.has(CONTROL_PLANE, "on-demand", zone);
  const full = zones.find((zone) => !runs(zone));
  if (full === undefined) return;
  throw eksError(
    "UnsupportedAvailabilityZoneException",
    `Cannot create cluster '${name}' because ${full}, the targeted availability zone, does not currently have ` +
      "sufficient capacity to support the cluster. Retry and choose from these availability zones: " +
      availabilityZones(region).filter(runs).join(", "),
  );
}

/** What a scenario names as `instanceType` of a shortage of control planes. */
export const CONTROL_PLANE = "eks-control-plane";

/** Access entries are a road of one way: from the config map over both to the API. */
function checkAccess(attributes: Attributes, prior?: Attributes): void {
  const [access] = blocks(attributes["access_config"]);
  const mode = text(access?.["authentication_mode"]);
  if (
    !prior &&
    access &&
    (mode === "" || mode === "CONFIG_MAP") &&
    access["bootstrap_cluster_creator_admin_permissions"] === false
  ) {
    throw invalid(
      "bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is set to CONFIG_MAP",
    );
  }
  const before = text(blocks(prior?.["access_config"])[0]?.["authentication_mode"]);
  if (before === "" || mode === before) return;
  const road = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];
  if (road.indexOf(mode) === road.indexOf(before) + 1) return;
  throw invalid(`Unsupported authentication mode update from ${before} to ${mode}`);
}

function checkKey(encryption: Attributes, context: CallContext): void {
  for (const provider of blocks(encryption["provider"])) {
    try {
      const key = requireKey(text(provider["key_arn"]), context);
      if (key.attributes["is_enabled"] !== false) continue;
      throw new ApiError("DisabledException", `${text(key.attributes["arn"])} is disabled.`);
    } catch (error) {
      if (error instanceof ApiError) throw invalid(error.message);
      throw error;
    }
  }
}

/**
 * Refuses to delete a cluster that is protected or has nodes.
 * @throws ApiError InvalidRequestException, ResourceInUseException
 */
export function refuseDeletion(object: CloudObject, { cloud }: CallContext): void {
  if (object.attributes["deletion_protection"] === true) {
    throw eksError(
      "InvalidRequestException",
      `Cluster ${object.id} has deletion protection enabled. Disable deletion protection before deleting the cluster.`,
    );
  }
  const attached = cloud
    .findAllBy("aws_eks_node_group", "cluster_name", object.id)
    .some((group) => group.scope === object.scope);
  if (attached) throw eksError("ResourceInUseException", "Cluster has nodegroups attached");
}

function invalid(message: string): ApiError {
  return eksError("InvalidParameterException", message);
}
