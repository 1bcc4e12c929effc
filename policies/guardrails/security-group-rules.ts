import * as ipaddr from "ipaddr.js";
import { blocks, list } from "./stack-configuration";
import type { StackConfiguration, TerraformJson, TerraformResource } from "./stack-configuration";

/** One permission of a security group, wherever it is declared. */
export interface SecurityGroupRule {
  readonly resource: TerraformResource;
  readonly cidrs: readonly string[];
  readonly description: unknown;
  readonly protocol: string;
  /** Ports as declared; undefined for all. */
  readonly fromPort: unknown;
  readonly toPort: unknown;
}

export function securityGroupRules(
  stack: StackConfiguration,
  direction: "ingress" | "egress",
): SecurityGroupRule[] {
  const standalone = stack
    .ofType(`aws_vpc_security_group_${direction}_rule`)
    .map((resource) => readRule(resource, resource.attributes));
  const inline = stack
    .ofType("aws_security_group", "aws_default_security_group")
    .flatMap((resource) => blocks(resource.attributes, direction).map((block) => readRule(resource, block)));
  return [...standalone, ...inline];
}

/**
 * Whether a CIDR is the internet, or so much of it that the difference is none: IPv4 shorter than /8, IPv6 shorter
 * than /16. Two halves of the address space (0.0.0.0/1 and 128.0.0.0/1) are as open as the whole.
 */
export function isWorld(cidr: string): boolean {
  if (!ipaddr.isValidCIDR(cidr)) return false;
  const [address, prefixLength] = ipaddr.parseCIDR(cidr);
  return address.kind() === "ipv4" ? prefixLength < 8 : prefixLength < 16;
}

/** "tcp 443", "tcp 8000-8100", "all ports". */
export function portsOf(rule: SecurityGroupRule): string {
  if (rule.protocol === "-1") return "all ports";
  return rule.fromPort === rule.toPort
    ? `${rule.protocol} ${String(rule.fromPort)}`
    : `${rule.protocol} ${String(rule.fromPort)}-${String(rule.toPort)}`;
}

function readRule(resource: TerraformResource, rule: TerraformJson): SecurityGroupRule {
  const cidrs = [rule.cidr_ipv4, rule.cidr_ipv6, rule.cidr_blocks, rule.ipv6_cidr_blocks].flatMap(list);
  return {
    resource,
    cidrs: cidrs.filter((cidr) => typeof cidr === "string"),
    description: rule.description,
    protocol: String(rule.ip_protocol ?? rule.protocol),
    fromPort: rule.from_port,
    toPort: rule.to_port,
  };
}
