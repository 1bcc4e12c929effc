import type { Attributes } from "../../../../app/simulator/value";
import { AwsAccount } from "./aws-account";

/** A VPC of 10.0.0.0/16 in an account of its own. */
export function network(configured: Attributes = {}) {
  const aws = new AwsAccount();
  const vpc = aws.create("aws_vpc", { cidr_block: "10.0.0.0/16", ...configured });
  const subnet = (cidr_block: string, more: Attributes = {}) =>
    aws.create("aws_subnet", { vpc_id: vpc.id, cidr_block, ...more });
  return { aws, vpc, subnet };
}
