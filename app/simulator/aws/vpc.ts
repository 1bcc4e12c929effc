import type { DataSource, ServiceTables } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import { blocks, text, texts } from "./identifiers";
import { managedPrefixLists, prefixListAttributes } from "./prefix-lists";
import { vpcEndpoint } from "./vpc-endpoint";
import { flowLog } from "./vpc-flow-log";
import { elasticIp, internetGateway, natGateway } from "./vpc-gateways";
import { subnet, vpc as network } from "./vpc-network";
import { route, routeTable, routeTableAssociation } from "./vpc-routes";

const managedPrefixList: DataSource = {
  facts: { name: { computed: true }, tags: { computed: true } },
  api: { service: "EC2", noun: "EC2 Managed Prefix List", read: "DescribeManagedPrefixLists" },
  read(config, { region }) {
    const wantedNames = [text(config["name"])].filter((name) => name !== "");
    for (const filter of blocks(config["filter"])) {
      if (filter["name"] === "prefix-list-name") wantedNames.push(...texts(filter["values"]));
    }
    const id = text(config["id"]);
    const found = managedPrefixLists(region).filter(
      (list) =>
        (id === "" || list.id === id) && (wantedNames.length === 0 || wantedNames.includes(list.name)),
    );
    const [only, ...more] = found;
    if (!only)
      throw new ApiError("InvalidPrefixListID.NotFound", "no matching EC2 Managed Prefix List found");
    if (more.length > 0) {
      throw new ApiError(
        "TooManyResults",
        `${found.length} matching EC2 Managed Prefix Lists found; give one name.`,
      );
    }
    return prefixListAttributes(only, region);
  },
};

/** Amazon VPC: networks, gateways, routes, endpoints, flow logs. Security groups have a file of their own. */
export const vpc: ServiceTables = {
  resources: {
    aws_eip: elasticIp,
    aws_flow_log: flowLog,
    aws_internet_gateway: internetGateway,
    aws_nat_gateway: natGateway,
    aws_route: route,
    aws_route_table: routeTable,
    aws_route_table_association: routeTableAssociation,
    aws_subnet: subnet,
    aws_vpc: network,
    aws_vpc_endpoint: vpcEndpoint,
  },
  dataSources: { aws_ec2_managed_prefix_list: managedPrefixList },
};
