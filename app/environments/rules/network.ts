import {
  addressCount,
  contains,
  isPrivate,
  networkOf,
  overlaps,
  reservedZones,
  unplacedAddresses,
} from "../../network-plan";
import { problem } from "../problem";
import type { Rule } from "./rule";

const vpcIsPrivate: Rule = {
  says: "The VPC is a private network (RFC 1918) of /16 to /28, the sizes that AWS allows.",
  *check({ network }) {
    const vpc = networkOf(network.vpcCidr);
    if (!isPrivate(vpc)) {
      yield problem(
        "network.vpcCidr",
        `${network.vpcCidr} is not a private network; take one inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.`,
      );
    }
    if (vpc.prefix < 16 || vpc.prefix > 28) {
      yield problem(
        "network.vpcCidr",
        `${network.vpcCidr} is a /${vpc.prefix} and a VPC may be /16 to /28; take a network of such a size.`,
      );
    }
  },
};

const subnetsFit: Rule = {
  says: `The VPC holds every tier of subnets over ${reservedZones} zones, so that a zone added later moves none.`,
  *check({ network }) {
    const missing = unplacedAddresses(network);
    if (missing > 0) {
      yield problem(
        "network.vpcCidr",
        `${network.vpcCidr} has ${addressCount(networkOf(network.vpcCidr))} addresses, and ${reservedZones} zones of ` +
          `public /${network.publicPrefix}, private /${network.privatePrefix} and isolated /${network.isolatedPrefix} ` +
          `subnets need ${missing} more; widen the VPC or take longer prefixes.`,
      );
    }
  },
};

/** Clusters that the private subnets must have room for: one that serves, one that takes over, one to spare. */
export const plannedClusters = 3;

/**
 * Addresses that a node may hold. The VPC CNI gives every pod one, and 110 pods a node is the kubelet's default
 * and what EKS recommends below 30 vCPUs; prefixes of 16 addresses round it up to 7 blocks, plus one for the node.
 * Source: EKS Best Practices Guide, "Prefix Mode for Linux".
 */
export const addressesPerNode = 7 * 16 + 1;

/** AWS keeps five addresses of every subnet. Source: VPC User Guide, "Subnet CIDR blocks". */
const reservedBySubnet = 5;

const privateSubnetsHoldThreeClusters: Rule = {
  says: `The private subnets hold the nodes and pods of ${plannedClusters} clusters, each as large as the largest may grow.`,
  *check({ network, availabilityZones, clusters }) {
    const perZone = addressCount({ prefix: network.privatePrefix }) - reservedBySubnet;
    const available = perZone * availabilityZones.length;
    const sizes = Object.values(clusters).map((cluster) =>
      Object.values(cluster.nodeGroups).reduce((sum, group) => sum + group.maxSize, 0),
    );
    const largest = Math.max(0, ...sizes);
    const needed = plannedClusters * largest * addressesPerNode;
    if (needed > available) {
      yield problem(
        "network.privatePrefix",
        `/${network.privatePrefix} over ${availabilityZones.length} zones gives ${available} addresses, and ` +
          `${plannedClusters} clusters of ${largest} nodes need ${needed} (${addressesPerNode} a node); ` +
          `take a shorter prefix or fewer nodes.`,
      );
    }
  },
};

const serviceCidrsStandApart: Rule = {
  says: "A cluster's service addresses are private, /12 to /24, and outside the VPC.",
  *check({ network, clusters }) {
    const vpc = networkOf(network.vpcCidr);
    for (const [name, cluster] of Object.entries(clusters)) {
      const path = `clusters.${name}.serviceCidr`;
      const services = networkOf(cluster.serviceCidr);
      if (overlaps(vpc, services)) {
        yield problem(
          path,
          `${cluster.serviceCidr} overlaps the VPC's ${network.vpcCidr}; take a network outside it, such as 172.20.0.0/16.`,
        );
      }
      if (!isPrivate(services) || services.prefix < 12 || services.prefix > 24) {
        yield problem(
          path,
          `${cluster.serviceCidr} is refused by EKS; take a network of /12 to /24 inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.`,
        );
      }
    }
  },
};

/** The widest network that is still "a place"; wider ones are a region of the internet. */
const widestPublicPrefix = 16;

const publicAccessIsNarrow: Rule = {
  says: `Access from public networks names at least one, each public and of /${widestPublicPrefix} or smaller; never 0.0.0.0/0.`,
  *check({ access }) {
    if (access.via !== "public-cidrs") return;
    const places = Object.entries(access.cidrs);
    if (places.length === 0) {
      yield problem(
        "access.cidrs",
        "names no network, so nobody could reach the endpoints; name at least one.",
      );
    }
    for (const [place, cidr] of places) {
      const network = networkOf(cidr);
      if (network.prefix < widestPublicPrefix) {
        yield problem(
          `access.cidrs.${place}`,
          `${cidr} opens the endpoints to ${addressCount(network)} addresses; name the networks that need them, each /${widestPublicPrefix} or smaller.`,
        );
      } else if (isPrivate(network)) {
        yield problem(
          `access.cidrs.${place}`,
          `${cidr} is private and never reaches a public endpoint; name the public network that ${place} has on the internet.`,
        );
      }
    }
  },
};

const publicNetworksDiffer: Rule = {
  says: "No network that may reach the endpoints lies inside another.",
  *check({ access }) {
    if (access.via !== "public-cidrs") return;
    const places = Object.entries(access.cidrs);
    for (const [inner, innerCidr] of places) {
      for (const [outer, outerCidr] of places) {
        const inside = contains(networkOf(outerCidr), networkOf(innerCidr));
        // Equal networks contain each other: report the one named second.
        const reported = innerCidr === outerCidr ? inner > outer : inner !== outer;
        if (inside && reported) {
          yield problem(
            `access.cidrs.${inner}`,
            `${innerCidr} lies inside ${outer}'s ${outerCidr}; delete one of them.`,
          );
        }
      }
    }
  },
};

export const networkRules: readonly Rule[] = [
  vpcIsPrivate,
  subnetsFit,
  privateSubnetsHoldThreeClusters,
  serviceCidrsStandApart,
  publicAccessIsNarrow,
  publicNetworksDiffer,
];
