import * as ipaddr from "ipaddr.js";

/** An IPv4 network: first address as a number, and prefix length. */
export interface Network {
  /** First address as an unsigned 32-bit number. */
  readonly first: number;
  /** Number of leading bits that are fixed, 0 to 32. */
  readonly prefix: number;
}

/**
 * Reads CIDR notation strictly: four decimal parts, a prefix length, no host bits. Shorthands that ipaddr.js would
 * take ("10.1/16", octal and hexadecimal parts) are refused, because AWS refuses them.
 * @returns undefined when the text is not such a network
 */
export function parseNetwork(text: string): Network | undefined {
  if (!/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/.test(text) || /(^|\.)0\d/.test(text)) return undefined;
  if (!ipaddr.IPv4.isValidCIDR(text)) return undefined;
  const [address, prefix] = ipaddr.IPv4.parseCIDR(text);
  const first = address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return first % 2 ** (32 - prefix) === 0 ? { first, prefix } : undefined;
}

/**
 * The network behind a text that has been validated before.
 * @throws Error when it is not CIDR notation: a defect of the caller
 */
export function networkOf(text: string): Network {
  const network = parseNetwork(text);
  if (!network) throw new Error(`"${text}" is not an IPv4 network in CIDR notation.`);
  return network;
}

export function formatNetwork({ first, prefix }: Network): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefix}`;
}

/** Number of addresses, those that AWS reserves included. */
export function addressCount({ prefix }: Pick<Network, "prefix">): number {
  return 2 ** (32 - prefix);
}

export function contains(outer: Network, inner: Network): boolean {
  return inner.first >= outer.first && inner.first + addressCount(inner) <= outer.first + addressCount(outer);
}

export function overlaps(one: Network, other: Network): boolean {
  return contains(one, other) || contains(other, one);
}

/** RFC 1918, "Address Allocation for Private Internets", section 3. */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(networkOf);

export function isPrivate(network: Network): boolean {
  return privateRanges.some((range) => contains(range, network));
}

export type SubnetTier = "public" | "private" | "isolated";

export interface PlannedSubnet {
  readonly tier: SubnetTier;
  readonly availabilityZone: string;
  readonly cidr: string;
}

export interface NetworkPlanInput {
  readonly vpcCidr: string;
  readonly publicPrefix: number;
  readonly privatePrefix: number;
  readonly isolatedPrefix: number;
}

/**
 * Addresses are set aside for this many zones whatever the environment uses now, so that a zone appended later
 * moves no subnet: a subnet's CIDR cannot change in place.
 */
export const reservedZones = 4;

/**
 * Cuts the VPC into one subnet for each tier and zone. Tiers follow each other from the largest subnets to the
 * smallest, so each is aligned without gaps; within a tier the n-th zone has the n-th block.
 * @throws RangeError when the tiers do not fit; `unplacedAddresses` says so beforehand
 */
export function planSubnets(
  network: NetworkPlanInput,
  availabilityZones: readonly string[],
): PlannedSubnet[] {
  const missing = unplacedAddresses(network);
  if (missing > 0) throw new RangeError(`The subnets of ${network.vpcCidr} need ${missing} more addresses.`);
  let next = networkOf(network.vpcCidr).first;
  return tiersBySize(network).flatMap(({ tier, prefix }) => {
    const start = next;
    next += reservedZones * addressCount({ prefix });
    return availabilityZones.map((availabilityZone, index) => ({
      tier,
      availabilityZone,
      cidr: formatNetwork({ first: start + index * addressCount({ prefix }), prefix }),
    }));
  });
}

/** How many addresses the VPC is short of for all tiers over the reserved zones; 0 when everything fits. */
export function unplacedAddresses(network: NetworkPlanInput): number {
  const needed = tiersBySize(network).reduce((sum, tier) => sum + reservedZones * addressCount(tier), 0);
  return Math.max(0, needed - addressCount(networkOf(network.vpcCidr)));
}

function tiersBySize(network: NetworkPlanInput): { tier: SubnetTier; prefix: number }[] {
  const tiers: { tier: SubnetTier; prefix: number }[] = [
    { tier: "private", prefix: network.privatePrefix },
    { tier: "isolated", prefix: network.isolatedPrefix },
    { tier: "public", prefix: network.publicPrefix },
  ];
  return tiers.sort((one, other) => one.prefix - other.prefix);
}
