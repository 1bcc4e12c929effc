/**
 * Availability zones that AWS offers to every account, in order, for the regions whose zones are the same for all
 * accounts. Where AWS hands out different letters to different accounts (us-west-1, ap-northeast-1, ca-central-1 …)
 * the environment names its zones itself.
 * Source: EC2 User Guide, "Regions and Zones"; checked 2026-11-21.
 */
export const zoneLetters: Readonly<Record<string, string>> = {
  "eu-central-1": "abc",
  "eu-north-1": "abc",
  "eu-south-1": "abc",
  "eu-west-1": "abc",
  "eu-west-2": "abc",
  "eu-west-3": "abc",
  "us-east-1": "abcd",
  "us-east-2": "abc",
  "us-west-2": "abcd",
  "ap-south-1": "abc",
  "ap-southeast-1": "abc",
  "ap-southeast-2": "abc",
};
