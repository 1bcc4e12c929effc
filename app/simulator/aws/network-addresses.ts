import { addressCount, formatNetwork, type Network, parseNetwork } from "../../network-plan";
import type { CallContext, CloudObject } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import { text } from "./identifiers";

/** AWS keeps the first four addresses of a subnet and the last one (VPC User Guide, "Subnet sizing"). */
const RESERVED_AT_START = 4;
const RESERVED_AT_END = 1;

/** 198.18.0.0/15, the range for benchmarks (RFC 2544): an address that can never be somebody's. */
const PUBLIC_RANGE: Network = { first: 198 * 2 ** 24 + 18 * 2 ** 16, prefix: 15 };

/**
 * Reads a block of addresses.
 * @throws ApiError in EC2's words when it is none
 */
export function requireNetwork(cidr: string, parameter: string): Network {
  const network = parseNetwork(cidr);
  if (network) return network;
  throw new ApiError(
    "InvalidParameterValue",
    `Value (${cidr}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`,
  );
}

/** A public address for something, derived from its identifier. */
export function publicAddress(context: CallContext): string {
  return addressIn(PUBLIC_RANGE, context.id("", 8), 0, 0);
}

/** A free private address of a subnet, derived from the identifier of what wants it. */
export function privateAddress(subnet: CloudObject, context: CallContext): string {
  const network = requireNetwork(text(subnet.attributes["cidr_block"]), "cidrBlock");
  const taken = new Set(
    context.cloud
      .referring(subnet, "id")
      .map((interfaceOwner) => text(interfaceOwner.attributes["private_ip"])),
  );
  for (let attempt = 0; attempt < addressCount(network); attempt++) {
    const address = addressIn(network, context.id("", 8), RESERVED_AT_START, RESERVED_AT_END);
    if (!taken.has(address)) return address;
  }
  throw new ApiError(
    "InsufficientFreeAddressesInSubnet",
    `There are not enough free addresses in subnet '${subnet.id}' to satisfy the requested number of instances.`,
  );
}

function addressIn(network: Network, hexDigits: string, atStart: number, atEnd: number): string {
  const usable = addressCount(network) - atStart - atEnd;
  const first = network.first + atStart + (parseInt(hexDigits, 16) % usable);
  return formatNetwork({ first, prefix: 32 }).replace("/32", "");
}

/** `ip-10-0-1-23.eu-west-1.compute.internal` */
export function privateDnsName(address: string, region: string): string {
  const domain = region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`;
  return `ip-${address.replaceAll(".", "-")}.${domain}`;
}

/** `ec2-198-18-0-1.eu-west-1.compute.amazonaws.com` */
export function publicDnsName(address: string, region: string): string {
  const domain = region === "us-east-1" ? "compute-1.amazonaws.com" : `${region}.compute.amazonaws.com`;
  return `ec2-${address.replaceAll(".", "-")}.${domain}`;
}
