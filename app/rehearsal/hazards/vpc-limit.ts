import { usedUpQuota } from "./used-up-quota";

export const vpcLimit = usedUpQuota({
  name: "vpc-limit",
  errorCode: "VpcLimitExceeded",
  quota: "L-F678F1CE",
  type: "aws_vpc",
  what: "VPCs per Region",
});
