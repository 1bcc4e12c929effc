import type { CallContext, CloudObject, Facts, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { blocks, isSet, regionalArn, text, texts } from "./identifiers";
import { requireKey } from "./kms";
import { imageWithId } from "./machine-images";
import { privateAddress, privateDnsName, publicAddress, publicDnsName } from "./network-addresses";
import { vpcOfSubnet, zoneOfSubnet } from "./vpc-gateways";

const replaced = { computed: true, forceNew: true };

const facts: Facts = {
  ami: replaced,
  associate_public_ip_address: replaced,
  availability_zone: replaced,
  capacity_reservation_specification: { computed: true },
  cpu_options: { computed: true },
  "cpu_options.amd_sev_snp": replaced,
  "cpu_options.core_count": replaced,
  "cpu_options.threads_per_core": replaced,
  disable_api_stop: { computed: true },
  disable_api_termination: { computed: true },
  ebs_block_device: { computed: true },
  "ebs_block_device.delete_on_termination": { default: true, forceNew: true },
  "ebs_block_device.device_name": { forceNew: true },
  "ebs_block_device.encrypted": replaced,
  "ebs_block_device.iops": replaced,
  "ebs_block_device.kms_key_id": replaced,
  "ebs_block_device.snapshot_id": replaced,
  "ebs_block_device.tags_all": { computed: true },
  "ebs_block_device.throughput": replaced,
  "ebs_block_device.volume_size": replaced,
  "ebs_block_device.volume_type": replaced,
  ebs_optimized: replaced,
  enable_primary_ipv6: { computed: true },
  enclave_options: { computed: true },
  "enclave_options.enabled": replaced,
  ephemeral_block_device: replaced,
  force_destroy: { default: false },
  get_password_data: { default: false },
  hibernation: { forceNew: true },
  host_id: replaced,
  host_resource_group_arn: { computed: true },
  iam_instance_profile: { computed: true },
  instance_initiated_shutdown_behavior: { computed: true },
  instance_market_options: replaced,
  "instance_market_options.market_type": replaced,
  "instance_market_options.spot_options": replaced,
  "instance_market_options.spot_options.instance_interruption_behavior": replaced,
  "instance_market_options.spot_options.max_price": replaced,
  "instance_market_options.spot_options.spot_instance_type": replaced,
  "instance_market_options.spot_options.valid_until": replaced,
  instance_type: { computed: true },
  ipv6_address_count: { computed: true },
  ipv6_addresses: { computed: true },
  key_name: replaced,
  launch_template: { forceNew: true },
  "launch_template.id": replaced,
  "launch_template.name": replaced,
  "launch_template.version": { default: "$Default" },
  maintenance_options: { computed: true },
  "maintenance_options.auto_recovery": { computed: true },
  metadata_options: { computed: true },
  "metadata_options.http_endpoint": { default: "enabled" },
  "metadata_options.http_protocol_ipv6": { default: "disabled" },
  "metadata_options.http_put_response_hop_limit": { computed: true },
  "metadata_options.http_tokens": { computed: true },
  "metadata_options.instance_metadata_tags": { computed: true },
  monitoring: { computed: true },
  network_interface: { computed: true },
  "network_interface.delete_on_termination": { default: false, forceNew: true },
  "network_interface.device_index": { forceNew: true },
  "network_interface.network_card_index": { default: 0, forceNew: true },
  "network_interface.network_interface_id": { forceNew: true },
  placement_group: replaced,
  placement_group_id: replaced,
  placement_partition_number: replaced,
  primary_network_interface: { computed: true },
  "primary_network_interface.network_interface_id": { forceNew: true },
  private_dns_name_options: replaced,
  "private_dns_name_options.enable_resource_name_dns_a_record": { computed: true },
  "private_dns_name_options.enable_resource_name_dns_aaaa_record": { computed: true },
  "private_dns_name_options.hostname_type": { computed: true },
  private_ip: replaced,
  root_block_device: { computed: true },
  "root_block_device.delete_on_termination": { default: true },
  "root_block_device.encrypted": replaced,
  "root_block_device.iops": { computed: true },
  "root_block_device.kms_key_id": replaced,
  "root_block_device.tags_all": { computed: true },
  "root_block_device.throughput": { computed: true },
  "root_block_device.volume_size": { computed: true },
  "root_block_device.volume_type": { computed: true },
  secondary_private_ips: { computed: true },
  security_groups: replaced,
  source_dest_check: { default: true },
  subnet_id: replaced,
  tags_all: { computed: true },
  tenancy: replaced,
  user_data_base64: { computed: true },
  user_data_replace_on_change: { default: false },
  vpc_security_group_ids: { computed: true },
};

export const instance: TypeTable = {
  version: 2,
  facts,
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
    tags_all: {},
    throughput: 125,
    volume_size: image?.sizeGib ?? null,
    volume_type: "gp3",
    ...said,
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
