import { isDeepStrictEqual } from "node:util";
import type { CallContext, CloudObject, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import { UNKNOWN, type Attributes } from "../value";
import { generatedName, isSet, regionalArn, text } from "./identifiers";
import { imageWithId } from "./machine-images";

/** What a version holds; the other arguments are the template's own. */
const VERSIONED = [
  "block_device_mappings",
  "capacity_reservation_specification",
  "cpu_options",
  "credit_specification",
  "description",
  "disable_api_stop",
  "disable_api_termination",
  "ebs_optimized",
  "enclave_options",
  "hibernation_options",
  "iam_instance_profile",
  "image_id",
  "instance_initiated_shutdown_behavior",
  "instance_market_options",
  "instance_requirements",
  "instance_type",
  "kernel_id",
  "key_name",
  "license_specification",
  "maintenance_options",
  "metadata_options",
  "monitoring",
  "network_interfaces",
  "network_performance_options",
  "placement",
  "private_dns_name_options",
  "ram_disk_id",
  "security_group_names",
  "tag_specifications",
  "user_data",
  "vpc_security_group_ids",
] as const;

export const launchTemplate: TypeTable = {
  facts: {
    "block_device_mappings.ebs.iops": { computed: true },
    "block_device_mappings.ebs.throughput": { computed: true },
    "block_device_mappings.ebs.volume_initialization_rate": { computed: true },
    "block_device_mappings.ebs.volume_size": { computed: true },
    "block_device_mappings.ebs.volume_type": { computed: true },
    default_version: { computed: true },
    "instance_market_options.spot_options.valid_until": { computed: true },
    metadata_options: { computed: true },
    "metadata_options.http_endpoint": { computed: true },
    "metadata_options.http_protocol_ipv6": { computed: true },
    "metadata_options.http_put_response_hop_limit": { computed: true },
    "metadata_options.http_tokens": { computed: true },
    "metadata_options.instance_metadata_tags": { computed: true },
    name: { computed: true, forceNew: true },
    name_prefix: { computed: true, forceNew: true },
    tags_all: { computed: true },
  },
  api: {
    service: "EC2",
    noun: "EC2 Launch Template",
    create: "CreateLaunchTemplate",
    read: "DescribeLaunchTemplates",
    update: "CreateLaunchTemplateVersion",
    delete: "DeleteLaunchTemplate",
  },
  behaviour: {
    identity: (_, context) => context.id("lt-"),
    computed: {
      arn: (attributes, context) => regionalArn("ec2", context, `launch-template/${text(attributes["id"])}`),
      name: (attributes, context) => generatedName(attributes, "name", context),
      name_prefix: () => "",
      latest_version: latestVersion,
      default_version: (attributes, context) =>
        before(attributes, context) && attributes["update_default_version"] !== true
          ? (before(attributes, context)?.attributes["default_version"] ?? 1)
          : (attributes["latest_version"] ?? 1),
    },
    recomputedBy: [{ when: VERSIONED, attributes: ["latest_version"] }],
    unique: [
      {
        key: (attributes) => text(attributes["name"]) || undefined,
        scope: "region",
        code: "InvalidLaunchTemplateName.AlreadyExistsException",
        message: () => "Launch template name already in use.",
      },
    ],
    plan(planned, prior, config) {
      const follows = planned["update_default_version"] === true && !isSet(config["default_version"]);
      if (prior && follows && nextVersion(planned, prior)) planned["default_version"] = UNKNOWN;
    },
    check(attributes, _, prior) {
      const image = text(attributes["image_id"]);
      if (image === "" || image === prior?.["image_id"] || imageWithId(image)) return;
      throw new ApiError("InvalidAMIID.NotFound", `The image id '[${image}]' does not exist`);
    },
  },
};

function before(attributes: Attributes, { cloud, ...place }: CallContext): CloudObject | undefined {
  const id = text(attributes["id"]);
  return id === "" ? undefined : cloud.get("aws_launch_template", id, place);
}

/** One more than before when anything that a version holds has changed. */
function latestVersion(attributes: Attributes, context: CallContext): number {
  const prior = before(attributes, context)?.attributes;
  if (!prior) return 1;
  return Number(prior["latest_version"]) + (nextVersion(attributes, prior) ? 1 : 0);
}

function nextVersion(attributes: Attributes, prior: Attributes): boolean {
  return VERSIONED.some((name) => !isDeepStrictEqual(attributes[name] ?? null, prior[name] ?? null));
}

/**
 * The launch template that a block names by `id` or `name`.
 * @throws ApiError when there is none, or no such version of it
 */
export function requireTemplate(
  block: Attributes,
  idName: string,
  nameName: string,
  context: CallContext,
): CloudObject {
  const { cloud, ...place } = context;
  const id = text(block[idName]);
  const name = text(block[nameName]);
  const found =
    id !== ""
      ? cloud.get("aws_launch_template", id, place)
      : cloud
          .findAllBy("aws_launch_template", "name", name)
          .find((one) => one.account === place.account && one.region === place.region);
  if (!found) {
    throw id !== ""
      ? new ApiError(
          "InvalidLaunchTemplateId.NotFound",
          `The specified launch template, with template ID ${id}, does not exist.`,
        )
      : new ApiError(
          "InvalidLaunchTemplateName.NotFoundException",
          `The specified launch template, with template name ${name}, does not exist.`,
        );
  }
  const version = text(block["version"]);
  const known =
    !isSet(version) ||
    version.startsWith("$") ||
    Number(version) <= Number(found.attributes["latest_version"]);
  if (known) return found;
  throw new ApiError(
    "InvalidLaunchTemplateId.VersionNotFound",
    `Could not find the specified version ${version} for the launch template with ID ${found.id}.`,
  );
}
