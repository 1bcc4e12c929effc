/**
 * Letters of the availability zones that every account has, in order. Regions are left out where the letters differ
 * from account to account (us-east-1, us-west-1, ap-northeast-1 …) or skip one (ca-central-1): there the environment
 * names its zones itself.
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
export const zoneLetters: Readonly<Record<string, string>> = {
  "eu-central-1": "abc",
  "eu-north-1": "abc",
  "eu-south-1": "abc",
  "eu-west-1": "abc",
  "eu-west-2": "abc",
  "eu-west-3": "abc",
  "us-east-2": "abc",
  "us-west-2": "abc",
  "ap-south-1": "abc",
  "ap-southeast-1": "abc",
  "ap-southeast-2": "abc",
};

/**
 * Every region of AWS's partitions, so that a slip of the pen is told from a region that drydock does not know the
 * zones of. A newer region works, too, with its zones named.
 * Source: the same page, and for the partitions aws-cn and aws-us-gov
 * https://docs.aws.amazon.com/general/latest/gr/rande.html, as of January 2026
 */
export const knownRegions: readonly string[] = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-central-1",
  "ca-west-1",
  "cn-north-1",
  "cn-northwest-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-gov-east-1",
  "us-gov-west-1",
  "us-west-1",
  "us-west-2",
];
