import { usedUpQuota } from "./used-up-quota";

export const addressLimit = usedUpQuota({
  name: "address-limit",
  errorCode: "AddressLimitExceeded",
  quota: "L-0263D0A3",
  type: "aws_eip",
  what: "Elastic IPs",
});
