import { contains, overlaps } from "../../network-plan";
import type { CallContext, CloudObject, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { discardDependents, refuseWithDependents } from "./dependencies";
import { isSet, regionalArn, text } from "./identifiers";
import { requireNetwork } from "./network-addresses";
import { quota } from "./quotas";
import { availabilityZones, zoneId, zoneNamed } from "./regions";

/** Smallest and largest network of a VPC and of a subnet (VPC User Guide, "VPC CIDR blocks", "Subnet sizing"). */
const LARGEST_PREFIX = 16;
const SMALLEST_PREFIX = 28;

/** The options set that every region has from the start. */
function defaultDhcpOptions(context: CallContext): string {
  return `dopt-0${context.account}0000`;
}

/** What `DescribeVpcs` and its likes say of the network that comes with a VPC. */
const STANDS_IN_VPC = [
  "aws_subnet",
  "aws_internet_gateway",
  "aws_security_group",
  "aws_route_table",
  "aws_vpc_endpoint",
  "aws_network_acl",
] as const;

export const vpc: TypeTable = {
  version: 1,
  facts: {
    assign_generated_ipv6_cidr_block: {},
    cidr_block: { computed: true, forceNew: true },
    enable_dns_hostnames: { computed: true },
    enable_dns_support: { default: true },
    enable_network_address_usage_metrics: { computed: true },
    instance_tenancy: { default: "default" },
    ipv4_ipam_pool_id: { forceNew: true },
    ipv4_netmask_length: { forceNew: true },
    ipv6_cidr_block: { computed: true },
    ipv6_cidr_block_network_border_group: { computed: true },
    tags_all: { computed: true },
  },
  api: {
    service: "EC2",
    noun: "EC2 VPC",
    create: "CreateVpc",
    read: "DescribeVpcs",
    update: "ModifyVpcAttribute",
    delete: "DeleteVpc",
  },
  behaviour: {
    identity: (_, context) => context.id("vpc-"),
    computed: {
      arn: (attributes, context) => regionalArn("ec2", context, `vpc/${text(attributes["id"])}`),
      default_network_acl_id: (_, context) => context.id("acl-"),
      default_route_table_id: (_, context) => context.id("rtb-"),
      default_security_group_id: (_, context) => context.id("sg-"),
      dhcp_options_id: (_, context) => defaultDhcpOptions(context),
      enable_dns_hostnames: () => false,
      enable_network_address_usage_metrics: () => false,
      ipv6_association_id: () => "",
      ipv6_cidr_block: () => "",
      ipv6_cidr_block_network_border_group: () => "",
      main_route_table_id: (attributes) => text(attributes["default_route_table_id"]),
      owner_id: (_, { account }) => account,
    },
    check(attributes, context, prior) {
      checkVpcRange(text(attributes["cidr_block"]));
      if (!prior && context.cloud.list("aws_vpc", context).length >= quota(context.cloud, "L-F678F1CE")) {
        throw new ApiError("VpcLimitExceeded", "The maximum number of VPCs has been reached.");
      }
    },
    created(object, context) {
      addDefaultSecurityGroup(object, context);
      addMainRouteTable(object, context);
    },
    beforeDelete: (object, context) => refuseWithDependents("vpc", object, STANDS_IN_VPC, context),
  },
};

function checkVpcRange(cidr: string): void {
  const { prefix } = requireNetwork(cidr, "cidrBlock");
  if (prefix < LARGEST_PREFIX || prefix > SMALLEST_PREFIX) {
    throw new ApiError("InvalidVpc.Range", `The CIDR '${cidr}' is invalid.`);
  }
}

/**
 * Every VPC comes with a group that lets its members talk to each other and to everybody outside. It is there twice:
 * for `aws_default_security_group` to take over, and as the security group that others may name.
 */
export function addDefaultSecurityGroup(object: CloudObject, context: CallContext): void {
  const id = text(object.attributes["default_security_group_id"]);
  const open = {
    cidr_blocks: [],
    description: "",
    from_port: 0,
    ipv6_cidr_blocks: [],
    prefix_list_ids: [],
    protocol: "-1",
    security_groups: [],
    self: false,
    to_port: 0,
  };
  const attributes: Attributes = {
    id,
    arn: regionalArn("ec2", context, `security-group/${id}`),
    description: "default VPC security group",
    egress: [{ ...open, cidr_blocks: ["0.0.0.0/0"] }],
    ingress: [{ ...open, self: true }],
    name: "default",
    name_prefix: "",
    owner_id: context.account,
    tags: null,
    tags_all: {},
    vpc_id: object.id,
  };
  context.cloud.addOwned(object, "aws_default_security_group", id, attributes);
  context.cloud.addOwned(object, "aws_security_group", id, attributes);
}

/** Subnets without a table of their own follow this one; routes may be added to it. */
function addMainRouteTable(object: CloudObject, context: CallContext): void {
  const id = text(object.attributes["main_route_table_id"]);
  context.cloud.addOwned(object, "aws_route_table", id, {
    id,
    arn: regionalArn("ec2", context, `route-table/${id}`),
    owner_id: context.account,
    propagating_vgws: [],
    route: [],
    tags: null,
    tags_all: {},
    vpc_id: object.id,
  });
}

export const subnet: TypeTable = {
  version: 1,
  facts: {
    assign_ipv6_address_on_creation: { default: false },
    availability_zone: { computed: true, forceNew: true },
    availability_zone_id: { computed: true, forceNew: true },
    cidr_block: { forceNew: true },
    enable_dns64: { default: false },
    enable_resource_name_dns_a_record_on_launch: { default: false },
    enable_resource_name_dns_aaaa_record_on_launch: { default: false },
    ipv6_native: { default: false, forceNew: true },
    map_public_ip_on_launch: { default: false },
    outpost_arn: { forceNew: true },
    private_dns_hostname_type_on_launch: { computed: true },
    tags_all: { computed: true },
    vpc_id: { forceNew: true },
  },
  api: {
    service: "EC2",
    noun: "EC2 Subnet",
    create: "CreateSubnet",
    read: "DescribeSubnets",
    update: "ModifySubnetAttribute",
    delete: "DeleteSubnet",
  },
  behaviour: {
    identity: (_, context) => context.id("subnet-"),
    computed: {
      arn: (attributes, context) => regionalArn("ec2", context, `subnet/${text(attributes["id"])}`),
      availability_zone: (attributes, context) =>
        zoneNamed(text(attributes["availability_zone_id"]), context.region) ?? `${context.region}a`,
      availability_zone_id: (attributes) => zoneId(text(attributes["availability_zone"])),
      ipv6_cidr_block_association_id: () => "",
      owner_id: (_, { account }) => account,
      private_dns_hostname_type_on_launch: () => "ip-name",
    },
    references: [{ path: "vpc_id", type: "aws_vpc", attribute: "id", missing: "InvalidVpcID.NotFound" }],
    check(attributes, context, prior) {
      if (!prior) checkSubnet(attributes, context);
    },
    beforeDelete: (object, context) =>
      refuseWithDependents("subnet", object, HAS_INTERFACE_IN_SUBNET, context),
    deleted: (object, context) => discardDependents(object, ["aws_route_table_association"], context),
  },
};

/** Types whose objects keep a network interface in each subnet that they name. */
const HAS_INTERFACE_IN_SUBNET = [
  "aws_nat_gateway",
  "aws_instance",
  "aws_vpc_endpoint",
  "aws_network_interface",
  "aws_lb",
  "aws_eks_cluster",
  "aws_db_subnet_group",
  "aws_elasticache_subnet_group",
] as const;

function checkSubnet(attributes: Attributes, context: CallContext): void {
  const cidr = text(attributes["cidr_block"]);
  const network = requireNetwork(cidr, "cidrBlock");
  const parent = context.cloud.get("aws_vpc", text(attributes["vpc_id"]), context);
  if (!parent) return;
  const range = requireNetwork(text(parent.attributes["cidr_block"]), "cidrBlock");
  if (network.prefix < LARGEST_PREFIX || network.prefix > SMALLEST_PREFIX || !contains(range, network)) {
    throw new ApiError("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);
  }
  const siblings = context.cloud.referring(parent, "id", "aws_subnet");
  if (
    siblings.some((one) => overlaps(network, requireNetwork(text(one.attributes["cidr_block"]), "cidrBlock")))
  ) {
    throw new ApiError("InvalidSubnet.Conflict", `The CIDR '${cidr}' conflicts with another subnet`);
  }
  const limit = quota(context.cloud, "L-407747CB");
  if (siblings.length >= limit) {
    throw new ApiError(
      "SubnetLimitExceeded",
      `The maximum number of subnets has been reached for ${parent.id}.`,
    );
  }
  checkZone(attributes, context.region);
}

function checkZone(attributes: Attributes, region: string): void {
  const zones = availabilityZones(region);
  const zone = attributes["availability_zone"];
  const byId = attributes["availability_zone_id"];
  const known =
    (!isSet(zone) || zones.includes(text(zone))) &&
    (!isSet(byId) || zoneNamed(text(byId), region) !== undefined);
  if (known) return;
  throw new ApiError(
    "InvalidParameterValue",
    `Value (${text(zone) || text(byId)}) for parameter availabilityZone is invalid. ` +
      `Subnets can currently only be created in the following availability zones: ${zones.join(", ")}.`,
  );
}
