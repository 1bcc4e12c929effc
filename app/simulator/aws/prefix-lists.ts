import { createHash } from "node:crypto";
import type { Attributes } from "../value";

interface PrefixList {
  /** How many rules or routes one use of it counts for (VPC User Guide, "AWS-managed prefix lists"). */
  readonly weight: number;
  /** Addresses in it. Those of AWS change; these stand for them and are taken from the benchmark range. */
  readonly cidrs: readonly string[];
}

/** Prefix lists that AWS keeps in every region, by what follows `com.amazonaws.` and the region. */
const LISTS: Readonly<Record<string, PrefixList>> = {
  s3: { weight: 1, cidrs: ["198.19.0.0/20", "198.19.16.0/21"] },
  dynamodb: { weight: 1, cidrs: ["198.19.32.0/22"] },
  "ec2-instance-connect": { weight: 1, cidrs: ["198.19.48.0/29"] },
};
const GLOBAL_LISTS: Readonly<Record<string, PrefixList>> = {
  "com.amazonaws.global.cloudfront.origin-facing": { weight: 55, cidrs: ["198.19.64.0/20"] },
};

export interface ManagedPrefixList extends PrefixList {
  readonly id: string;
  readonly name: string;
}

/** All prefix lists that AWS manages in a region. */
export function managedPrefixLists(region: string): ManagedPrefixList[] {
  const regional = Object.entries(LISTS).map(
    ([short, list]) => [`com.amazonaws.${region}.${short}`, list] as const,
  );
  return [...regional, ...Object.entries(GLOBAL_LISTS)].map(([name, list]) => ({
    ...list,
    name,
    id: `pl-${createHash("sha1").update(`${region}/${name}`).digest("hex").slice(0, 8)}`,
  }));
}

/** The attributes of `aws_ec2_managed_prefix_list`. */
export function prefixListAttributes(list: ManagedPrefixList, region: string): Attributes {
  return {
    id: list.id,
    name: list.name,
    address_family: "IPv4",
    arn: `arn:aws:ec2:${region}:aws:prefix-list/${list.id}`,
    entries: list.cidrs.map((cidr) => ({ cidr, description: "" })),
    max_entries: 0,
    owner_id: "AWS",
    tags: {},
    version: 0,
  };
}
