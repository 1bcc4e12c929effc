import type { TypeTable } from "../../behaviour";
import { isSet, regionalArn, text } from "../identifiers";
import { privateAddress, privateDnsName } from "../network-addresses";
import { vpcOfSubnet } from "../vpc-gateways";

export const networkInterface: TypeTable = {
  facts: {
    enable_primary_ipv6: { computed: true },
    interface_type: { computed: true, forceNew: true },
    ipv4_prefix_count: { computed: true },
    ipv4_prefixes: { computed: true },
    ipv6_address_count: { computed: true },
    ipv6_address_list: { computed: true },
    ipv6_address_list_enabled: { default: false },
    ipv6_addresses: { computed: true },
    ipv6_prefix_count: { computed: true },
    ipv6_prefixes: { computed: true },
    private_ip: { computed: true },
    private_ip_list: { computed: true },
    private_ip_list_enabled: { default: false },
    private_ips: { computed: true },
    private_ips_count: { computed: true },
    security_groups: { computed: true },
    source_dest_check: { default: true },
    subnet_id: { forceNew: true },
    tags_all: { computed: true },
    attachment: { computed: true },
  },
  api: {
    service: "EC2",
    noun: "EC2 Network Interface",
    create: "CreateNetworkInterface",
    read: "DescribeNetworkInterfaces",
    update: "ModifyNetworkInterfaceAttribute",
    delete: "DeleteNetworkInterface",
  },
  behaviour: {
    identity: (_, context) => context.id("eni-"),
    computed: {
      arn: (attributes, context) =>
        regionalArn("ec2", context, `network-interface/${text(attributes["id"])}`),
      enable_primary_ipv6: () => false,
      interface_type: () => "interface",
      mac_address: (_, context) => `0a:${context.id("", 10).replace(/..(?!$)/g, "$&:")}`,
      outpost_arn: () => "",
      owner_id: (_, { account }) => account,
      private_ip: (attributes, context) => {
        const home = context.cloud.get("aws_subnet", text(attributes["subnet_id"]), context);
        return home ? privateAddress(home, context) : "";
      },
      private_dns_name: (attributes, { region }) => privateDnsName(text(attributes["private_ip"]), region),
      private_ip_list: ({ private_ip: address }) => [text(address)],
      private_ips: ({ private_ip: address }) => [text(address)],
      security_groups: (attributes, context) => {
        const vpcId = vpcOfSubnet(text(attributes["subnet_id"]), context);
        const group = context.cloud.get("aws_vpc", vpcId, context)?.attributes["default_security_group_id"];
        return isSet(group) ? [text(group)] : [];
      },
    },
    references: [
      { path: "subnet_id", type: "aws_subnet", attribute: "id", missing: "InvalidSubnetID.NotFound" },
      {
        path: "security_groups",
        type: "aws_security_group",
        attribute: "id",
        missing: "InvalidGroup.NotFound",
      },
    ],
  },
};
