import { ApiError } from "../cloud/api-error";

/** What differs from region to region. */
export interface Region {
  /** Beginning of the ids of its zones: `euw1` of `euw1-az1`. */
  readonly zonePrefix: string;
  /** Zones open to new customers, by their letters. */
  readonly zones: string;
  readonly description: string;
  /** Route 53 hosted zone of its S3 endpoints. */
  readonly s3HostedZone: string;
}

/**
 * Regions as of January 2025. Sources: "AWS Regions" and "Amazon S3 endpoints and quotas" in the AWS General
 * Reference; zone ids from the EC2 user guide, "Regions and Zones".
 */
const REGIONS: Readonly<Record<string, Region>> = {
  "ap-northeast-1": region("apne1", "acd", "Asia Pacific (Tokyo)", "Z2M4EHUR26P7ZW"),
  "ap-northeast-2": region("apne2", "abcd", "Asia Pacific (Seoul)", "Z3W03O7B5YMIYP"),
  "ap-south-1": region("aps1", "abc", "Asia Pacific (Mumbai)", "Z11RGJOFQNVJUP"),
  "ap-southeast-1": region("apse1", "abc", "Asia Pacific (Singapore)", "Z3O0J2DXBE1FTB"),
  "ap-southeast-2": region("apse2", "abc", "Asia Pacific (Sydney)", "Z1WCIGYICN2BYD"),
  "ca-central-1": region("cac1", "abd", "Canada (Central)", "Z1QDHH18159H29"),
  "eu-central-1": region("euc1", "abc", "Europe (Frankfurt)", "Z21DNDUVLTQW6Q"),
  "eu-central-2": region("euc2", "abc", "Europe (Zurich)", "Z030506016YDQGETNASS"),
  "eu-north-1": region("eun1", "abc", "Europe (Stockholm)", "Z3BAZG2TWCNX0D"),
  "eu-south-1": region("eus1", "abc", "Europe (Milan)", "Z30OZKI7KPW7MI"),
  "eu-west-1": region("euw1", "abc", "Europe (Ireland)", "Z1BKCTXD74EZPE"),
  "eu-west-2": region("euw2", "abc", "Europe (London)", "Z3GKZC51ZF0DB4"),
  "eu-west-3": region("euw3", "abc", "Europe (Paris)", "Z3R1K369G5AVDG"),
  "sa-east-1": region("sae1", "abc", "South America (Sao Paulo)", "Z7KQH4QJS55SO"),
  "us-east-1": region("use1", "abcdef", "US East (N. Virginia)", "Z3AQBSTGFYJSTF"),
  "us-east-2": region("use2", "abc", "US East (Ohio)", "Z2O1EMRO9K5GLX"),
  "us-west-1": region("usw1", "ac", "US West (N. California)", "Z2F56UZL2M1ACD"),
  "us-west-2": region("usw2", "abcd", "US West (Oregon)", "Z3BJ6K6RIION7M"),
};

function region(zonePrefix: string, zones: string, description: string, s3HostedZone: string): Region {
  return { zonePrefix, zones, description, s3HostedZone };
}

/** @throws ApiError when the region is not in the table above */
export function regionFacts(name: string): Region {
  const facts = REGIONS[name];
  if (facts) return facts;
  throw new ApiError(
    "InvalidRegion",
    `The region "${name}" is not simulated; add it to app/simulator/aws/regions.ts.`,
  );
}

/** Names of a region's availability zones. */
export function availabilityZones(name: string): string[] {
  return [...regionFacts(name).zones].map((letter) => `${name}${letter}`);
}

/** `euw1-az1` of `eu-west-1a`. Real accounts shuffle the numbers; here they follow the letters. */
export function zoneId(zone: string): string {
  const name = zone.slice(0, -1);
  const { zones, zonePrefix } = regionFacts(name);
  return `${zonePrefix}-az${zones.indexOf(zone.slice(-1)) + 1}`;
}

/** `eu-west-1a` of `euw1-az1`; undefined when the region has no such zone. */
export function zoneNamed(id: string, regionName: string): string | undefined {
  return availabilityZones(regionName).find((zone) => zoneId(zone) === id);
}
