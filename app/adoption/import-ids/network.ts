import { asText } from "../../terraform/json";
import { byLastPart, type ImportRules, joined } from "./import-rule";

/** Amazon VPC. */
export const network: ImportRules = {
  aws_default_security_group: {
    ...byLastPart,
    settles: "a VPC always has its default security group; terraform takes it over",
  },
  aws_eip: byLastPart,
  aws_flow_log: byLastPart,
  aws_internet_gateway: byLastPart,
  aws_nat_gateway: byLastPart,
  aws_route: {
    fromValues: (values) =>
      joined(
        "_",
        values["route_table_id"],
        asText(values["destination_cidr_block"]) ??
          asText(values["destination_ipv6_cidr_block"]) ??
          values["destination_prefix_list_id"],
      ),
  },
  aws_route_table: byLastPart,
  aws_route_table_association: {
    fromValues: (values) =>
      joined("/", asText(values["subnet_id"]) ?? values["gateway_id"], values["route_table_id"]),
    // The importer looks for the association and gives up before Terraform can ask: seen with provider 5.100.
    missing: /couldn't find resource|[Nn]o association found/,
  },
  aws_security_group: byLastPart,
  aws_subnet: byLastPart,
  aws_vpc: byLastPart,
  aws_vpc_endpoint: byLastPart,
  aws_vpc_security_group_egress_rule: byLastPart,
  aws_vpc_security_group_ingress_rule: byLastPart,
};
