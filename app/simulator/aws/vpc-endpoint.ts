import type { CallContext, CloudObject, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { endpointService } from "./endpoint-services";
import { regionalArn, text, texts } from "./identifiers";
import { parsePolicy, samePolicy } from "./json-policy";
import { managedPrefixLists } from "./prefix-lists";
import { quota } from "./quotas";
import { zoneOfSubnet } from "./vpc-gateways";

/** The policy of an endpoint that is created without one. */
const FULL_ACCESS = JSON.stringify({
  Version: "2008-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

const isInterface = (attributes: Attributes) => attributes["vpc_endpoint_type"] === "Interface";

export const vpcEndpoint: TypeTable = {
  facts: {
    dns_options: { computed: true, maxItems: 1 },
    "dns_options.dns_record_ip_type": { computed: true },
    ip_address_type: { computed: true },
    policy: { computed: true, equivalent: samePolicy },
    private_dns_enabled: { computed: true },
    resource_configuration_arn: { forceNew: true },
    route_table_ids: { computed: true },
    security_group_ids: { computed: true },
    service_name: { forceNew: true },
    service_network_arn: { forceNew: true },
    service_region: { computed: true, forceNew: true },
    subnet_configuration: { computed: true },
    subnet_ids: { computed: true },
    tags_all: { computed: true },
    vpc_endpoint_type: { default: "Gateway", forceNew: true },
    vpc_id: { forceNew: true },
  },
  legacyTypeSystem: true,
  api: {
    service: "EC2",
    noun: "EC2 VPC Endpoint",
    create: "CreateVpcEndpoint",
    read: "DescribeVpcEndpoints",
    update: "ModifyVpcEndpoint",
    delete: "DeleteVpcEndpoints",
  },
  behaviour: {
    identity: (_, context) => context.id("vpce-"),
    computed: {
      arn: (attributes, context) => regionalArn("ec2", context, `vpc-endpoint/${text(attributes["id"])}`),
      cidr_blocks: (attributes, context) => [...(prefixListOf(attributes, context)?.cidrs ?? [])],
      dns_options: (attributes) => [
        {
          dns_record_ip_type: isInterface(attributes) ? "ipv4" : "service-defined",
          private_dns_only_for_inbound_resolver_endpoint: false,
        },
      ],
      ip_address_type: () => "ipv4",
      owner_id: (_, { account }) => account,
      policy: () => FULL_ACCESS,
      prefix_list_id: (attributes, context) => prefixListOf(attributes, context)?.id ?? null,
      private_dns_enabled: () => false,
      requester_managed: () => false,
      route_table_ids: () => [],
      security_group_ids: (attributes, context) =>
        isInterface(attributes) ? [defaultGroup(attributes, context)] : [],
      service_region: (_, { region }) => region,
      state: () => "available",
      subnet_ids: () => [],
      subnet_configuration: () => [],
      network_interface_ids: (attributes, context) =>
        texts(attributes["subnet_ids"]).map(() => context.id("eni-")),
      dns_entry: dnsEntries,
    },
    recomputedBy: [
      { when: ["subnet_ids"], attributes: ["network_interface_ids", "dns_entry"] },
      { when: ["private_dns_enabled"], attributes: ["dns_entry"] },
    ],
    references: [
      { path: "vpc_id", type: "aws_vpc", attribute: "id", missing: "InvalidVpcId.NotFound" },
      { path: "subnet_ids", type: "aws_subnet", attribute: "id", missing: "InvalidSubnetId.NotFound" },
      {
        path: "route_table_ids",
        type: "aws_route_table",
        attribute: "id",
        missing: "InvalidRouteTableId.NotFound",
      },
      {
        path: "security_group_ids",
        type: "aws_security_group",
        attribute: "id",
        missing: "InvalidSecurityGroupID.NotFound",
      },
    ],
    check: checkEndpoint,
    deleted: (object, { cloud }) => cloud.remains.leave(object, cloud.clock.nowMs),
  },
};

function prefixListOf(attributes: Attributes, { region }: CallContext) {
  if (isInterface(attributes)) return undefined;
  return managedPrefixLists(region).find(({ name }) => name === text(attributes["service_name"]));
}

function defaultGroup(attributes: Attributes, { cloud, ...place }: CallContext): string {
  const parent = cloud.get("aws_vpc", text(attributes["vpc_id"]), place);
  return text(parent?.attributes["default_security_group_id"]);
}

function dnsEntries(attributes: Attributes, context: CallContext) {
  if (!isInterface(attributes)) return [];
  const { shortName, privateDnsName } = endpointService(
    text(attributes["service_name"]),
    context.region,
    "Interface",
  );
  const id = text(attributes["id"]);
  const suffix = `${shortName}.${context.region}.vpce.amazonaws.com`;
  const zones = texts(attributes["subnet_ids"]).map((subnetId) => zoneOfSubnet(subnetId, context));
  const names = [`${id}.${suffix}`, ...zones.map((zone) => `${id}-${zone}.${suffix}`)];
  if (attributes["private_dns_enabled"] === true) names.push(privateDnsName);
  return names.map((dns_name) => ({ dns_name, hosted_zone_id: "Z38GZ743OKFT7T" }));
}

function checkEndpoint(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  const kind = text(attributes["vpc_endpoint_type"]);
  const { privateDnsName } = endpointService(text(attributes["service_name"]), context.region, kind);
  const document = text(attributes["policy"]);
  const policy = document === "" ? undefined : parsePolicy(document);
  if (policy && "problem" in policy) throw new ApiError("InvalidPolicyDocument", policy.problem);

  const parent = context.cloud.get("aws_vpc", text(attributes["vpc_id"]), context);
  if (!parent) return;
  const others = context.cloud
    .referring(parent, "id", context.type)
    .filter((other) => other.id !== attributes["id"]);
  if (kind === "Gateway") return checkGatewayEndpoint(attributes, others, context);
  checkGroups(attributes, context);
  checkZones(attributes, context);
  if (attributes["private_dns_enabled"] === true) checkPrivateDns(attributes, parent, others, privateDnsName);
  const limit = quota(context.cloud, "L-29B6F2EB");
  if (!prior && others.filter((other) => isInterface(other.attributes)).length >= limit) {
    throw new ApiError("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached.");
  }
}

function checkGatewayEndpoint(
  attributes: Attributes,
  others: readonly CloudObject[],
  context: CallContext,
): void {
  const tables = new Set(texts(attributes["route_table_ids"]));
  for (const other of others) {
    if (other.attributes["service_name"] !== attributes["service_name"] || isInterface(other.attributes))
      continue;
    const shared = texts(other.attributes["route_table_ids"]).find((id) => tables.has(id));
    if (shared === undefined) continue;
    throw new ApiError(
      "RouteAlreadyExists",
      `route table ${shared} already has a route with destination-prefix-list-id ${prefixListOf(attributes, context)?.id ?? ""}`,
    );
  }
}

function checkGroups(attributes: Attributes, { cloud, ...place }: CallContext): void {
  for (const id of texts(attributes["security_group_ids"])) {
    if (cloud.get("aws_security_group", id, place)?.attributes["vpc_id"] !== attributes["vpc_id"]) {
      throw new ApiError(
        "InvalidGroup.NotFound",
        `The security group '${id}' does not exist in VPC '${text(attributes["vpc_id"])}'`,
      );
    }
  }
}

function checkZones(attributes: Attributes, context: CallContext): void {
  const seen = new Map<string, string>();
  for (const subnetId of texts(attributes["subnet_ids"])) {
    const zone = zoneOfSubnet(subnetId, context);
    if (seen.has(zone)) {
      throw new ApiError(
        "DuplicateSubnetsInSameZone",
        `Found another VPC endpoint subnet in the availability zone of ${subnetId}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
      );
    }
    seen.set(zone, subnetId);
  }
}

function checkPrivateDns(
  attributes: Attributes,
  parent: CloudObject,
  others: readonly CloudObject[],
  domain: string,
): void {
  if (
    parent.attributes["enable_dns_support"] !== true ||
    parent.attributes["enable_dns_hostnames"] !== true
  ) {
    throw new ApiError(
      "InvalidParameter",
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${parent.id}`,
    );
  }
  const conflicting = others.some(
    (other) =>
      isInterface(other.attributes) &&
      other.attributes["private_dns_enabled"] === true &&
      other.attributes["service_name"] === attributes["service_name"],
  );
  if (conflicting) {
    throw new ApiError(
      "InvalidParameter",
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${domain} in the VPC ${parent.id}`,
    );
  }
}
