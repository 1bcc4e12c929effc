import { metWith } from "../steps/expect";
import { type Hazard, recreateNetwork } from "./hazard";

export const interfacesLinger: Hazard = {
  name: "interfaces-linger",
  errorCode: "DependencyViolation",
  happens:
    "The network interfaces of deleted endpoints and load balancers stay for minutes and hold their subnets and security groups.",
  rehearsed: "Interfaces of endpoints stay for 10 minutes while the network is destroyed and built again.",
  survived:
    "The provider repeats the deletion of subnets for 20, of security groups for 15 and of a VPC for 5 minutes.",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html",
  needs: { part: "network", type: "aws_vpc_endpoint" },
  from: "network",
  steps: [
    {
      step: "arrange",
      title: "Interfaces of endpoints stay for 10 minutes",
      by: ({ cloud }) => cloud.remains.setSeconds("aws_vpc_endpoint", 10 * 60),
    },
    ...recreateNetwork,
    { step: "expect", title: "Interfaces were in the way at first", of: metWith("DependencyViolation") },
  ],
};
