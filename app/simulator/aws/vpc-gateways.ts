import type { CallContext, CloudObject, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { DELETION_RETRIED_SECONDS } from "./dependencies";
import { isSet, regionalArn, text } from "./identifiers";
import { privateAddress, publicAddress, publicDnsName } from "./network-addresses";
import { quota } from "./quotas";

export const internetGateway: TypeTable = {
  facts: { tags_all: { computed: true }, vpc_id: { computed: true } },
  api: {
    service: "EC2",
    noun: "EC2 Internet Gateway",
    create: "CreateInternetGateway",
    read: "DescribeInternetGateways",
    update: "AttachInternetGateway",
    delete: "DeleteInternetGateway",
  },
  behaviour: {
    identity: (_, context) => context.id("igw-"),
    computed: {
      arn: (attributes, context) => regionalArn("ec2", context, `internet-gateway/${text(attributes["id"])}`),
      owner_id: (_, { account }) => account,
      vpc_id: () => "",
    },
    references: [{ path: "vpc_id", type: "aws_vpc", attribute: "id", missing: "InvalidVpcID.NotFound" }],
    check(attributes, context, prior) {
      const vpcId = text(attributes["vpc_id"]);
      if (!prior && context.cloud.list(context.type, context).length >= quota(context.cloud, "L-A4707A72")) {
        throw new ApiError(
          "InternetGatewayLimitExceeded",
          "The maximum number of internet gateways has been reached.",
        );
      }
      if (prior && prior["vpc_id"] !== vpcId) refuseDetach(text(prior["vpc_id"]), context);
      const attached = gatewayOf(vpcId, context);
      if (attached && attached.id !== attributes["id"]) {
        throw new ApiError(
          "InvalidParameterValue",
          `Network ${vpcId} already has an internet gateway attached`,
        );
      }
    },
    beforeDelete: (object, context) => refuseDetach(text(object.attributes["vpc_id"]), context),
  },
};

/** The internet gateway that is attached to a VPC. */
export function gatewayOf(vpcId: string, context: CallContext): CloudObject | undefined {
  return vpcId === "" ? undefined : context.cloud.findBy("aws_internet_gateway", "vpc_id", vpcId);
}

/** A VPC in which something has a public address does not let go of its internet gateway. */
function refuseDetach(vpcId: string, { cloud, ...place }: CallContext): void {
  const parent = cloud.get("aws_vpc", vpcId, place);
  if (!parent) return;
  const mapped = cloud
    .referring(parent, "id", "aws_subnet")
    .flatMap((subnet) => cloud.referring(subnet, "id"))
    .some(
      ({ type, attributes }) =>
        text(attributes["public_ip"]) !== "" || (type === "aws_lb" && attributes["internal"] === false),
    );
  if (mapped) {
    throw new ApiError(
      "DependencyViolation",
      `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
      { retriedForSeconds: DELETION_RETRIED_SECONDS.internetGateway },
    );
  }
}

export const elasticIp: TypeTable = {
  facts: {
    address: { forceNew: true },
    domain: { computed: true, forceNew: true },
    instance: { computed: true },
    ipam_pool_id: { computed: true, forceNew: true },
    network_border_group: { computed: true, forceNew: true },
    network_interface: { computed: true },
    public_ipv4_pool: { computed: true, forceNew: true },
    tags_all: { computed: true },
  },
  api: {
    service: "EC2",
    noun: "EC2 EIP",
    create: "AllocateAddress",
    read: "DescribeAddresses",
    update: "AssociateAddress",
    delete: "ReleaseAddress",
  },
  behaviour: {
    identity: (_, context) => context.id("eipalloc-"),
    computed: {
      allocation_id: (attributes) => text(attributes["id"]),
      arn: (attributes, context) => regionalArn("ec2", context, `elastic-ip/${text(attributes["id"])}`),
      association_id: () => "",
      carrier_ip: () => "",
      customer_owned_ip: () => "",
      domain: () => "vpc",
      instance: () => "",
      ipam_pool_id: () => "",
      network_border_group: (_, { region }) => region,
      network_interface: () => "",
      private_dns: () => null,
      private_ip: () => "",
      ptr_record: () => "",
      public_ip: (_, context) => publicAddress(context),
      public_dns: (attributes, { region }) => publicDnsName(text(attributes["public_ip"]), region),
      public_ipv4_pool: () => "amazon",
    },
    references: [
      { path: "instance", type: "aws_instance", attribute: "id", missing: "InvalidInstanceID.NotFound" },
    ],
    check(_, context, prior) {
      if (!prior && context.cloud.list(context.type, context).length >= quota(context.cloud, "L-0263D0A3")) {
        throw new ApiError("AddressLimitExceeded", "The maximum number of addresses has been reached.");
      }
    },
    beforeDelete(object, { cloud }) {
      if (cloud.referring(object, "id", "aws_nat_gateway").length > 0) {
        throw new ApiError(
          "InvalidIPAddress.InUse",
          `Address ${text(object.attributes["public_ip"])} is in use.`,
        );
      }
    },
  },
};

export const natGateway: TypeTable = {
  facts: {
    allocation_id: { forceNew: true },
    availability_mode: { computed: true, forceNew: true },
    "availability_zone_address.availability_zone_id": { computed: true },
    connectivity_type: { default: "public", forceNew: true },
    private_ip: { computed: true, forceNew: true },
    secondary_allocation_ids: { computed: true },
    secondary_private_ip_address_count: { computed: true },
    secondary_private_ip_addresses: { computed: true },
    subnet_id: { forceNew: true },
    tags_all: { computed: true },
    vpc_id: { computed: true, forceNew: true },
  },
  api: {
    service: "EC2",
    noun: "EC2 NAT Gateway",
    create: "CreateNatGateway",
    read: "DescribeNatGateways",
    update: "AssociateNatGatewayAddress",
    delete: "DeleteNatGateway",
  },
  behaviour: {
    identity: (_, context) => context.id("nat-"),
    computed: {
      association_id: (attributes, context) =>
        isSet(attributes["allocation_id"]) ? context.id("eipassoc-") : "",
      auto_provision_zones: () => "",
      auto_scaling_ips: () => "",
      availability_mode: () => "zonal",
      network_interface_id: (_, context) => context.id("eni-"),
      private_ip: (attributes, context) => {
        const home = context.cloud.get("aws_subnet", text(attributes["subnet_id"]), context);
        return home ? privateAddress(home, context) : "";
      },
      public_ip: (attributes, context) => {
        const address = context.cloud.get("aws_eip", text(attributes["allocation_id"]), context);
        return text(address?.attributes["public_ip"]);
      },
      regional_nat_gateway_address: () => [],
      route_table_id: () => "",
      secondary_private_ip_address_count: () => 0,
      vpc_id: (attributes, context) => vpcOfSubnet(text(attributes["subnet_id"]), context),
    },
    references: [
      { path: "subnet_id", type: "aws_subnet", attribute: "id", missing: "InvalidSubnetID.NotFound" },
      { path: "allocation_id", type: "aws_eip", attribute: "id", missing: "InvalidAllocationID.NotFound" },
      {
        path: "secondary_allocation_ids",
        type: "aws_eip",
        attribute: "id",
        missing: "InvalidAllocationID.NotFound",
      },
    ],
    check: checkNatGateway,
  },
};

function checkNatGateway(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  if (prior) return;
  const { cloud } = context;
  const subnetId = text(attributes["subnet_id"]);
  const allocation = text(attributes["allocation_id"]);
  if (attributes["connectivity_type"] === "private") {
    if (allocation !== "") {
      throw new ApiError(
        "InvalidParameterCombination",
        "The parameter allocationId cannot be used with the parameter connectivityType private.",
      );
    }
  } else {
    if (allocation === "")
      throw new ApiError("MissingParameter", "The request must include the AllocationId parameter.");
    const address = cloud.get("aws_eip", allocation, context);
    const users = address ? cloud.referring(address, "id", context.type) : [];
    if (users.length > 0 || isSet(address?.attributes["instance"])) {
      throw new ApiError(
        "Resource.AlreadyAssociated",
        `Elastic IP address [${allocation}] is already associated.`,
      );
    }
    const vpcId = vpcOfSubnet(subnetId, context);
    if (!gatewayOf(vpcId, context)) {
      throw new ApiError("Gateway.NotAttached", `Network ${vpcId} has no Internet gateway attached`);
    }
  }
  const zone = zoneOfSubnet(subnetId, context);
  const limit = quota(cloud, "L-FE5A380F");
  const inZone = cloud
    .list(context.type, context)
    .filter((other) => zoneOfSubnet(text(other.attributes["subnet_id"]), context) === zone);
  if (inZone.length >= limit) {
    throw new ApiError(
      "NatGatewayLimitExceeded",
      `Performing this operation would exceed the limit of ${limit} NAT gateways`,
    );
  }
}

/** The VPC of a subnet; empty when there is no such subnet. */
export function vpcOfSubnet(subnetId: string, context: CallContext): string {
  return text(context.cloud.get("aws_subnet", subnetId, context)?.attributes["vpc_id"]);
}

/** The availability zone of a subnet; empty when there is no such subnet. */
export function zoneOfSubnet(subnetId: string, context: CallContext): string {
  return text(context.cloud.get("aws_subnet", subnetId, context)?.attributes["availability_zone"]);
}
