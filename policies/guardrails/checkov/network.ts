import type { CheckovCheck } from "./check";

const group = "aws_security_group";
const ingress = [group, "aws_vpc_security_group_ingress_rule"];
const vpc = ["aws_vpc"];
const routes = ["aws_route", "aws_route_table"];
const certificate = ["aws_acm_certificate"];
const zone = ["aws_route53_zone"];

/** How machines are reached, and under which names. */
export const networkChecks: readonly CheckovCheck[] = [
  {
    id: "CKV_AWS_23",
    of: [...ingress, "aws_vpc_security_group_egress_rule"],
    asks: "Security groups and their rules have a description",
    rules: ["security-group-description"],
  },
  {
    id: "CKV_AWS_24",
    of: ingress,
    asks: "Port 22 is closed to the internet",
    rules: ["security-group-ingress"],
  },
  {
    id: "CKV_AWS_25",
    of: ingress,
    asks: "Port 3389 is closed to the internet",
    rules: ["security-group-ingress"],
    differs:
      "checkov takes a rule for open whose range of ports has this one and whose source is a security group: from node to node every port above 1024 is open.",
  },
  {
    id: "CKV_AWS_130",
    of: ["aws_subnet"],
    asks: "Subnets give no public addresses by themselves",
    rules: ["subnet-no-public-ip"],
  },
  {
    id: "CKV_AWS_233",
    of: certificate,
    asks: "A certificate's successor comes first",
    rules: ["acm-create-before-destroy"],
  },
  {
    id: "CKV_AWS_234",
    of: certificate,
    asks: "Certificates stand in transparency logs",
    rules: ["acm-transparency-log"],
  },
  {
    id: "CKV_AWS_260",
    of: ingress,
    asks: "Port 80 is closed to the internet",
    rules: ["security-group-ingress"],
  },
  {
    id: "CKV_AWS_277",
    of: ingress,
    asks: "Not every port is open to the internet",
    rules: ["security-group-ingress"],
  },
  {
    id: "CKV_AWS_382",
    of: [group, "aws_vpc_security_group_egress_rule"],
    asks: "Not everything may leave for the internet",
    rules: ["security-group-egress"],
  },
  {
    id: "CKV2_AWS_1",
    of: ["aws_subnet", ...vpc],
    asks: "Network ACLs belong to subnets",
    rules: [],
    differs:
      "The estate has none of its own: security groups name both sides of each connection, and an ACL, which knows no connections, would have to open every high port for the answers.",
  },
  {
    id: "CKV2_AWS_5",
    of: [group],
    asks: "Security groups are attached to something",
    rules: ["security-group-in-use"],
    differs: "A group that the stack exports counts: checkov does not see the stack that attaches it.",
  },
  {
    id: "CKV2_AWS_7",
    of: [group],
    asks: "Clusters of EMR are closed to the internet",
    rules: [],
    differs: "The estate has no EMR; `security-group-ingress` holds for every group.",
  },
  { id: "CKV2_AWS_11", of: vpc, asks: "Each VPC has flow logs", rules: ["vpc-flow-logs"] },
  {
    id: "CKV2_AWS_12",
    of: ["aws_default_security_group", ...vpc],
    asks: "The default security group lets nothing through",
    rules: ["vpc-default-security-group"],
  },
  { id: "CKV2_AWS_19", of: ["aws_eip"], asks: "Elastic addresses are attached", rules: ["eip-in-use"] },
  {
    id: "CKV2_AWS_23",
    of: ["aws_route53_record"],
    asks: "A records point at resources of the configuration",
    rules: ["route53-record-target"],
  },
  {
    id: "CKV2_AWS_35",
    of: routes,
    asks: "The default route does not lead to an instance",
    rules: ["route-default-target"],
  },
  {
    id: "CKV2_AWS_38",
    of: zone,
    asks: "Public zones are signed (DNSSEC)",
    rules: [],
    differs:
      "The chain of trust would hang on a record at the parent, entered by hand, and on a KMS key in us-east-1; a mistake in either takes every name away. What the names lead to is authenticated by TLS.",
  },
  {
    id: "CKV2_AWS_39",
    of: zone,
    asks: "Public zones log queries",
    rules: [],
    differs:
      "Route 53 writes them to us-east-1 alone, so that every environment would live in two regions, and resolvers answer most queries from their caches. Private zones have no such log.",
  },
  {
    id: "CKV2_AWS_44",
    of: routes,
    asks: "No peering takes every address",
    rules: ["route-default-target"],
  },
  {
    id: "CKV2_AWS_71",
    of: certificate,
    asks: "Certificates name no wildcard",
    rules: [],
    differs:
      "One certificate is for all names of an environment, which come and go with its services, and transparency logs publish none of them. The key stays in ACM, where load balancers alone use it.",
  },
];
