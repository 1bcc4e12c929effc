import type { CallContext, CloudObject, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { instanceFacts } from "./ec2-instance-facts";
import { blocks, isSet, regionalArn, text, texts } from "./identifiers";
import { requireKey } from "./kms";
import { beyondQuota, onDemandShortage } from "./launching/launch";
import { imageWithId } from "./machine-images";
import { privateAddress, privateDnsName, publicAddress, publicDnsName } from "./network-addresses";
import { availabilityZones } from "./regions";
import { vpcOfSubnet, zoneOfSubnet } from "./vpc-gateways";

export const instance: TypeTable = {
  version: 2,
  facts: instanceFacts,
  legacyTypeSystem: true,
  api: {
    service: "EC2",
    noun: "EC2 Instance",
    create: "RunInstances",
    read: "DescribeInstances",
    update: "ModifyInstanceAttribute",
    delete: "TerminateInstances",
  },
  behaviour: {
    identity: (_, context) => context.id("i-"),
    computed: {
      arn: (attributes, context) => regionalArn("ec2", context, `instance/${text(attributes["id"])}`),
      availability_zone: (attributes, context) => zoneOfSubnet(text(attributes["subnet_id"]), context),
      associate_public_ip_address: (attributes, context) =>
        context.cloud.get("aws_subnet", text(attributes["subnet_id"]), context)?.attributes[
          "map_public_ip_on_launch"
        ] === true,
      private_ip: (attributes, context) => {
        const home = context.cloud.get("aws_subnet", text(attributes["subnet_id"]), context);
        return home ? privateAddress(home, context) : "";
      },
      private_dns: (attributes, { region }) => privateDnsName(text(attributes["private_ip"]), region),
      public_ip: (attributes, context) =>
        attributes["associate_public_ip_address"] === true ? publicAddress(context) : "",
      public_dns: (attributes, { region }) =>
        text(attributes["public_ip"]) === "" ? "" : publicDnsName(text(attributes["public_ip"]), region),
      capacity_reservation_specification: () => [
        { capacity_reservation_preference: "open", capacity_reservation_target: [] },
      ],
      disable_api_stop: () => false,
      disable_api_termination: () => false,
      ebs_optimized: () => false,
      enclave_options: () => [{ enabled: false }],
      host_id: () => "",
      iam_instance_profile: () => "",
      instance_initiated_shutdown_behavior: () => "stop",
      instance_lifecycle: () => "",
      instance_state: () => "running",
      key_name: () => "",
      maintenance_options: () => [{ auto_recovery: "default" }],
      metadata_options: () => [
        {
          http_endpoint: "enabled",
          http_protocol_ipv6: "disabled",
          http_put_response_hop_limit: 2,
          http_tokens: "required",
          instance_metadata_tags: "disabled",
        },
      ],
      monitoring: () => false,
      password_data: () => "",
      primary_network_interface_id: (_, context) => context.id("eni-"),
      private_dns_name_options: () => [
        {
          enable_resource_name_dns_a_record: false,
          enable_resource_name_dns_aaaa_record: false,
          hostname_type: "ip-name",
        },
      ],
      root_block_device: (attributes, context) => [rootVolume({}, attributes, context)],
      tenancy: () => "default",
      vpc_security_group_ids: (attributes, context) => [defaultGroup(attributes, context)],
    },
    references: [
      {
        path: "subnet_id",
        type: "aws_subnet",
        attribute: "id",
        missing: "InvalidSubnetID.NotFound",
        blocksDelete: "DependencyViolation",
      },
      {
        path: "vpc_security_group_ids",
        type: "aws_security_group",
        attribute: "id",
        missing: "InvalidGroup.NotFound",
        blocksDelete: "DependencyViolation",
      },
      {
        path: "iam_instance_profile",
        type: "aws_iam_instance_profile",
        attribute: "name",
        missing: "InvalidParameterValue",
      },
    ],
    check: checkInstance,
    created: completeRootVolume,
    beforeDelete(object) {
      if (object.attributes["disable_api_termination"] !== true) return;
      throw new ApiError(
        "OperationNotPermitted",
        `The instance '${object.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
      );
    },
  },
};

function defaultGroup(attributes: Attributes, { cloud, ...place }: CallContext): string {
  const vpcId = vpcOfSubnet(text(attributes["subnet_id"]), { cloud, ...place });
  return text(cloud.get("aws_vpc", vpcId, place)?.attributes["default_security_group_id"]);
}

function checkInstance(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  if (!prior && !imageWithId(text(attributes["ami"]))) {
    throw new ApiError("InvalidAMIID.NotFound", `The image id '[${text(attributes["ami"])}]' does not exist`);
  }
  const subnetId = text(attributes["subnet_id"]);
  if (subnetId === "")
    throw new ApiError("MissingInput", "No subnets found for the default VPC. Please specify a subnet.");
  checkGroups(attributes, subnetId, context);
  checkProfile(text(attributes["iam_instance_profile"]), context);
  const [root] = blocks(attributes["root_block_device"]);
  if (root) checkRootVolume(root, attributes, context);
  if (!prior) checkCapacity(text(attributes["instance_type"]), subnetId, context);
}

/** EC2 gives a machine within the account's quota, and only where it has one. */
function checkCapacity(instanceType: string, subnetId: string, context: CallContext): void {
  const exceeded = beyondQuota(instanceType, "on-demand", [], context);
  if (exceeded) throw new ApiError(exceeded.code, exceeded.message);
  const zone = zoneOfSubnet(subnetId, context);
  const has = (other: string): boolean => context.cloud.capacity.has(instanceType, "on-demand", other);
  if (has(zone)) return;
  const others = availabilityZones(context.region).filter(has);
  throw new ApiError("InsufficientInstanceCapacity", onDemandShortage(instanceType, zone, others), {
    statusCode: 500,
  });
}

function checkGroups(attributes: Attributes, subnetId: string, context: CallContext): void {
  const home = vpcOfSubnet(subnetId, context);
  for (const id of texts(attributes["vpc_security_group_ids"])) {
    if (context.cloud.get("aws_security_group", id, context)?.attributes["vpc_id"] === home) continue;
    throw new ApiError(
      "InvalidParameter",
      `Security group ${id} and subnet ${subnetId} belong to different networks.`,
    );
  }
}

function checkProfile(name: string, { cloud, ...place }: CallContext): void {
  if (name === "") return;
  const profile = cloud.get("aws_iam_instance_profile", name, place);
  if (profile && !isSet(profile.attributes["role"])) {
    throw new ApiError(
      "InvalidParameterValue",
      `IAM Instance Profile "${text(profile.attributes["arn"])}" has no associated IAM Roles`,
    );
  }
}

function checkRootVolume(root: Attributes, attributes: Attributes, context: CallContext): void {
  const { volume_size: size } = root;
  const smallest = imageWithId(text(attributes["ami"]))?.sizeGib ?? 0;
  if (typeof size === "number" && size < smallest) {
    throw new ApiError(
      "InvalidBlockDeviceMapping",
      `Volume of size ${size}GB is smaller than snapshot of the image, expect size>= ${smallest}GB`,
    );
  }
  if (text(root["kms_key_id"]) !== "") requireKey(text(root["kms_key_id"]), context);
}

/** A root volume with what AWS adds to what the configuration says. */
function rootVolume(configured: Attributes, attributes: Attributes, context: CallContext): Attributes {
  const image = imageWithId(text(attributes["ami"]));
  const said = Object.fromEntries(Object.entries(configured).filter(([, value]) => isSet(value)));
  const encryptedByDefault = context.cloud
    .list("aws_ebs_encryption_by_default", context)
    .some((setting) => setting.attributes["enabled"] === true);
  return {
    delete_on_termination: true,
    encrypted: encryptedByDefault,
    iops: 3000,
    kms_key_id: "",
    tags: null,
    throughput: 125,
    volume_size: image?.sizeGib ?? null,
    volume_type: "gp3",
    ...said,
    // The provider gives its default tags to the root volume, too.
    tags_all: { ...context.defaultTags, ...tagsOf(configured) },
    device_name: image?.rootDeviceName ?? "/dev/xvda",
    volume_id: context.id("vol-"),
  };
}

/** AWS's part of a configured root volume lies inside a block, where `computed` does not reach. */
function completeRootVolume(object: CloudObject, context: CallContext): void {
  const [root] = blocks(object.attributes["root_block_device"]);
  if (!root || isSet(root["volume_id"])) return;
  const completed = rootVolume(root, object.attributes, context);
  context.cloud.change(object, { root_block_device: [completed] });
}

function tagsOf({ tags }: Attributes): Attributes {
  return typeof tags === "object" && tags !== null && !Array.isArray(tags) ? (tags as Attributes) : {};
}
