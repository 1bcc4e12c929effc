import { contains } from "../../network-plan";
import type { CallContext, CloudObject, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { crc32 } from "./crc32";
import { discardDependents } from "./dependencies";
import { blocks, regionalArn, text } from "./identifiers";
import { requireNetwork } from "./network-addresses";
import { quota } from "./quotas";
import { vpcOfSubnet } from "./vpc-gateways";

const DESTINATIONS = [
  "destination_cidr_block",
  "destination_ipv6_cidr_block",
  "destination_prefix_list_id",
] as const;

export const routeTable: TypeTable = {
  facts: {
    propagating_vgws: { computed: true },
    route: { computed: true },
    tags_all: { computed: true },
    vpc_id: { forceNew: true },
  },
  api: {
    service: "EC2",
    noun: "EC2 Route Table",
    create: "CreateRouteTable",
    read: "DescribeRouteTables",
    update: "CreateRoute",
    delete: "DeleteRouteTable",
  },
  behaviour: {
    identity: (_, context) => context.id("rtb-"),
    computed: {
      arn: (attributes, context) => regionalArn("ec2", context, `route-table/${text(attributes["id"])}`),
      owner_id: (_, { account }) => account,
      propagating_vgws: () => [],
      route: () => [],
    },
    references: [
      { path: "vpc_id", type: "aws_vpc", attribute: "id", missing: "InvalidVpcID.NotFound" },
      {
        path: "route.nat_gateway_id",
        type: "aws_nat_gateway",
        attribute: "id",
        missing: "InvalidNatGatewayID.NotFound",
      },
    ],
    check(attributes, context, prior) {
      for (const route of blocks(attributes["route"])) {
        checkTarget(text(attributes["vpc_id"]), text(attributes["id"]), route, context);
      }
      const parent = context.cloud.get("aws_vpc", text(attributes["vpc_id"]), context);
      const limit = quota(context.cloud, "L-589F43AA");
      if (!prior && parent && context.cloud.referring(parent, "id", context.type).length >= limit) {
        throw new ApiError("RouteTableLimitExceeded", "The maximum number of route tables has been reached.");
      }
    },
    // The provider undoes a table's associations before it deletes the table; its routes go with it.
    beforeDelete: (object, context) =>
      discardDependents(object, ["aws_route_table_association", "aws_route"], context),
  },
};

/** A gateway must exist and belong to the network of the table. */
function checkTarget(
  vpcId: string,
  tableId: string,
  route: Attributes,
  { cloud, ...place }: CallContext,
): void {
  const id = text(route["gateway_id"]);
  if (!id.startsWith("igw-")) return;
  const gateway = cloud.get("aws_internet_gateway", id, place);
  if (!gateway) {
    throw new ApiError("InvalidInternetGatewayID.NotFound", `The internetGateway ID '${id}' does not exist`);
  }
  if (gateway.attributes["vpc_id"] !== vpcId) {
    throw new ApiError(
      "InvalidParameterValue",
      `route table ${tableId} and network gateway ${id} belong to different networks`,
    );
  }
}

/**
 * The VPC of a route table.
 * @throws ApiError InvalidRouteTableID.NotFound when there is no such table
 */
function requireVpcOfTable(tableId: string, { cloud, ...place }: CallContext): CloudObject {
  const table = cloud.get("aws_route_table", tableId, place);
  const parent = table && cloud.get("aws_vpc", text(table.attributes["vpc_id"]), place);
  if (parent) return parent;
  throw new ApiError("InvalidRouteTableID.NotFound", `The routeTable ID '${tableId}' does not exist`);
}

export const route: TypeTable = {
  facts: {
    destination_cidr_block: { forceNew: true },
    destination_ipv6_cidr_block: { forceNew: true },
    destination_prefix_list_id: { forceNew: true },
    network_interface_id: { computed: true },
    route_table_id: { forceNew: true },
  },
  api: {
    service: "EC2",
    noun: "Route",
    create: "CreateRoute",
    read: "DescribeRouteTables",
    update: "ReplaceRoute",
    delete: "DeleteRoute",
  },
  behaviour: {
    identity: (attributes) => routeId(text(attributes["route_table_id"]), destinationOf(attributes)),
    computed: {
      instance_id: () => "",
      instance_owner_id: () => "",
      network_interface_id: () => "",
      origin: () => "CreateRoute",
      state: () => "active",
    },
    references: [
      {
        path: "route_table_id",
        type: "aws_route_table",
        attribute: "id",
        missing: "InvalidRouteTableID.NotFound",
      },
      {
        path: "nat_gateway_id",
        type: "aws_nat_gateway",
        attribute: "id",
        missing: "InvalidNatGatewayID.NotFound",
      },
      {
        path: "vpc_endpoint_id",
        type: "aws_vpc_endpoint",
        attribute: "id",
        missing: "InvalidVpcEndpointId.NotFound",
      },
    ],
    unique: [
      {
        key: (attributes) => `${text(attributes["route_table_id"])}/${destinationOf(attributes)}`,
        scope: "region",
        code: "RouteAlreadyExists",
        message: (attributes) => `The route identified by ${destinationOf(attributes)} already exists.`,
      },
    ],
    check(attributes, context, prior) {
      const tableId = text(attributes["route_table_id"]);
      const parent = requireVpcOfTable(tableId, context);
      checkTarget(parent.id, tableId, attributes, context);
      if (!prior) checkDestination(attributes, parent, context);
    },
    importId(id) {
      const [tableId, destination] = id.split("_");
      if (tableId === undefined || destination === undefined) return undefined;
      return { id: routeId(tableId, destination) };
    },
  },
};

function checkDestination(attributes: Attributes, parent: CloudObject, context: CallContext): void {
  const tableId = text(attributes["route_table_id"]);
  const cidr = text(attributes["destination_cidr_block"]);
  if (cidr !== "") {
    const destination = requireNetwork(cidr, "destinationCidrBlock");
    const local = requireNetwork(text(parent.attributes["cidr_block"]), "cidrBlock");
    if (cidr === text(parent.attributes["cidr_block"])) {
      throw new ApiError("RouteAlreadyExists", `The route identified by ${cidr} already exists.`);
    }
    if (contains(local, destination) && text(attributes["gateway_id"]).startsWith("igw-")) {
      throw new ApiError(
        "InvalidParameterValue",
        `The destination CIDR block ${cidr} is equal to or more specific than one of this VPC's CIDR blocks. ` +
          "This route can target only an interface or an instance.",
      );
    }
  }
  const table = context.cloud.get("aws_route_table", tableId, context);
  const limit = quota(context.cloud, "L-93826ACB");
  if (table && context.cloud.referring(table, "id", context.type).length >= limit) {
    throw new ApiError("RouteLimitExceeded", `The maximum number of routes has been reached for ${tableId}.`);
  }
}

function destinationOf(attributes: Attributes): string {
  return DESTINATIONS.map((name) => text(attributes[name])).find((value) => value !== "") ?? "";
}

/** The provider's id of a route: the table, and a hash of the destination (`create.StringHashcode`). */
function routeId(tableId: string, destination: string): string {
  return `r-${tableId}${crc32(Buffer.from(destination))}`;
}

export const routeTableAssociation: TypeTable = {
  facts: { gateway_id: { forceNew: true }, subnet_id: { forceNew: true } },
  api: {
    service: "EC2",
    noun: "Route Table Association",
    create: "AssociateRouteTable",
    read: "DescribeRouteTables",
    update: "ReplaceRouteTableAssociation",
    delete: "DisassociateRouteTable",
  },
  behaviour: {
    identity: (_, context) => context.id("rtbassoc-"),
    references: [
      {
        path: "route_table_id",
        type: "aws_route_table",
        attribute: "id",
        missing: "InvalidRouteTableID.NotFound",
      },
      { path: "subnet_id", type: "aws_subnet", attribute: "id", missing: "InvalidSubnetID.NotFound" },
      {
        path: "gateway_id",
        type: "aws_internet_gateway",
        attribute: "id",
        missing: "InvalidInternetGatewayID.NotFound",
      },
    ],
    unique: [
      {
        key: (attributes) => text(attributes["subnet_id"]) || text(attributes["gateway_id"]) || undefined,
        scope: "region",
        code: "Resource.AlreadyAssociated",
        message: (attributes) =>
          `the specified association for route table ${text(attributes["route_table_id"])} conflicts with an existing association`,
      },
    ],
    check(attributes, context) {
      const tableId = text(attributes["route_table_id"]);
      const subnetId = text(attributes["subnet_id"]);
      if (subnetId !== "" && requireVpcOfTable(tableId, context).id !== vpcOfSubnet(subnetId, context)) {
        throw new ApiError(
          "InvalidParameterValue",
          `Route table ${tableId} and subnet ${subnetId} belong to different networks`,
        );
      }
    },
    // Seen with provider 5.100: its importer searches the route table by itself.
    importRefusal: "couldn't find resource",
    importId(id) {
      const [target, tableId] = id.split("/");
      if (target === undefined || tableId === undefined) return undefined;
      const attribute = target.startsWith("subnet-") ? "subnet_id" : "gateway_id";
      return { [attribute]: target, route_table_id: tableId };
    },
  },
};
