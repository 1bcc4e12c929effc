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
