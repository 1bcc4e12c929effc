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
  /** Of application load balancers, and of network ones. */
  readonly albHostedZone: string;
  readonly nlbHostedZone: string;
}

/**
 * Regions as of January 2025. Sources: "AWS Regions", "Amazon S3 endpoints and quotas" and
 * "Elastic Load Balancing endpoints and quotas" in the AWS General
 * Reference; zone ids from the EC2 user guide, "Regions and Zones".
 */
const REGIONS: Readonly<Record<string, Region>> = {
  "ap-northeast-1": region(
    "apne1",
    "acd",
    "Asia Pacific (Tokyo)",
    "Z2M4EHUR26P7ZW",
    "Z14GRHDCWA56QT",
    "Z31USIVHYNEOWT",
  ),
  "ap-northeast-2": region(
    "apne2",
    "abcd",
    "Asia Pacific (Seoul)",
    "Z3W03O7B5YMIYP",
    "ZWKZPGTI48KDX",
    "ZIBE1TIR4HY56",
  ),
  "ap-south-1": region(
    "aps1",
    "abc",
    "Asia Pacific (Mumbai)",
    "Z11RGJOFQNVJUP",
    "ZP97RAFLXTNZK",
    "ZVDDRBQ08TROA",
  ),
  "ap-southeast-1": region(
    "apse1",
    "abc",
    "Asia Pacific (Singapore)",
    "Z3O0J2DXBE1FTB",
    "Z1LMS91P8CMLE5",
    "ZKVM4W9LS7TM",
  ),
  "ap-southeast-2": region(
    "apse2",
    "abc",
    "Asia Pacific (Sydney)",
    "Z1WCIGYICN2BYD",
    "Z1GM3OXH4ZPM65",
    "ZCT6FZBF4DROD",
  ),
  "ca-central-1": region(
    "cac1",
    "abd",
    "Canada (Central)",
    "Z1QDHH18159H29",
    "ZQSVJUPU6J1EY",
    "Z2EPGBW3API2WT",
  ),
  "eu-central-1": region(
    "euc1",
    "abc",
    "Europe (Frankfurt)",
    "Z21DNDUVLTQW6Q",
    "Z215JYRZR1TBD5",
    "Z3F0SRJ5LGBH90",
  ),
  "eu-central-2": region(
    "euc2",
    "abc",
    "Europe (Zurich)",
    "Z030506016YDQGETNASS",
    "Z06391101F2ZOEP8P5EB3",
    "Z02239872DOALSIDCX66S",
  ),
  "eu-north-1": region(
    "eun1",
    "abc",
    "Europe (Stockholm)",
    "Z3BAZG2TWCNX0D",
    "Z23TAZ6LKFMNIO",
    "Z1UDT6IFJ4EJM",
  ),
  "eu-south-1": region("eus1", "abc", "Europe (Milan)", "Z30OZKI7KPW7MI", "Z3ULH7SSC9OV64", "Z23146JA1KNAFP"),
  "eu-west-1": region(
    "euw1",
    "abc",
    "Europe (Ireland)",
    "Z1BKCTXD74EZPE",
    "Z32O12XQLNTSW2",
    "Z2IFOLAFXWLO4F",
  ),
  "eu-west-2": region("euw2", "abc", "Europe (London)", "Z3GKZC51ZF0DB4", "ZHURV8PSTC4K8", "ZD4D7Y8KGAS4G"),
  "eu-west-3": region("euw3", "abc", "Europe (Paris)", "Z3R1K369G5AVDG", "Z3Q77PNBQS71R4", "Z1CMS0P5QUZ6D5"),
  "sa-east-1": region(
    "sae1",
    "abc",
    "South America (Sao Paulo)",
    "Z7KQH4QJS55SO",
    "Z2P70J7HTTTPLU",
    "ZTK26PT1VY4CU",
  ),
  "us-east-1": region(
    "use1",
    "abcdef",
    "US East (N. Virginia)",
    "Z3AQBSTGFYJSTF",
    "Z35SXDOTRQ7X7K",
    "Z26RNL4JYFTOTI",
  ),
  "us-east-2": region("use2", "abc", "US East (Ohio)", "Z2O1EMRO9K5GLX", "Z3AADJGX6KTTL2", "ZLMOA37VPKANP"),
  "us-west-1": region(
    "usw1",
    "ac",
    "US West (N. California)",
    "Z2F56UZL2M1ACD",
    "Z368ELLRRE2KJ0",
    "Z24FKFUX50B4VW",
  ),
  "us-west-2": region(
    "usw2",
    "abcd",
    "US West (Oregon)",
    "Z3BJ6K6RIION7M",
    "Z1H1FL5HABSF5",
    "Z18D5FSROUN65G",
  ),
};

function region(
  zonePrefix: string,
  zones: string,
  description: string,
  s3HostedZone: string,
  albHostedZone: string,
  nlbHostedZone: string,
): Region {
  return { zonePrefix, zones, description, s3HostedZone, albHostedZone, nlbHostedZone };
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
