import { z } from "zod";
import { parseNetwork } from "../network-plan";
import { field, instanceType, shortName, shortNameAccepts, wholeNumber } from "./field";

const network = z.string().refine((text) => parseNetwork(text) !== undefined);

/** An IPv4 network in CIDR notation with no host bits set. */
export const cidr = network;

/** The VPC and how its subnets are cut. The layout itself is in app/network-plan.ts. */
export const networkSchema = z.strictObject({
  vpcCidr: field(cidr, {
    description: "Address range of the VPC.",
    unit: "IPv4 network",
    accepts: "a private IPv4 network without host bits, /16 to /28, such as 10.20.0.0/16",
  }),
  natGateways: field(z.enum(["single", "one-per-zone"]).default("one-per-zone"), {
    description: "NAT gateways: one for all zones (cheaper, a zone's outage cuts all egress) or one in each.",
    unit: "choice",
    accepts: '"single" or "one-per-zone"',
  }),
  interfaceEndpoints: field(z.enum(["all", "required"]).default("all"), {
    description:
      "Private endpoints of AWS services: of all that the estate calls, or only of those that the NAT gateways do " +
      "not stand in for (Systems Manager's, for the SSM tunnel). Each is billed by the hour and zone.",
    unit: "choice",
    accepts: '"all" or "required"',
  }),
  publicPrefix: field(wholeNumber(16, 28).default(24), {
    description: "Size of each zone's public subnet (load balancers, NAT gateways).",
    unit: "prefix length",
    accepts: "a prefix length from 16 to 28",
  }),
  privatePrefix: field(wholeNumber(16, 28).default(19), {
    description: "Size of each zone's private subnet (nodes and pods; wide enough for three clusters).",
    unit: "prefix length",
    accepts: "a prefix length from 16 to 28",
  }),
  isolatedPrefix: field(wholeNumber(16, 28).default(22), {
    description: "Size of each zone's isolated subnet (databases; no route to the internet).",
    unit: "prefix length",
    accepts: "a prefix length from 16 to 28",
  }),
});

/** Availability zones, by number or by name. */
export const availabilityZonesSchema = z.strictObject({
  count: field(wholeNumber(2, 4), {
    description: "How many availability zones the subnets span.",
    unit: "zones",
    accepts: "a whole number of zones from 2 to 4",
  }),
  names: field(
    z
      .array(
        field(z.string().regex(/^[a-z]{2}(-[a-z]+){1,2}-\d[a-z]$/), {
          description: "One availability zone.",
          unit: "availability zone",
          accepts: "the name of an availability zone such as eu-west-1a",
        }),
      )
      .optional(),
    {
      description: "The zones by name, in order; the order fixes each zone's addresses, so only append.",
      unit: "availability zones",
      accepts: "a list of availability zones such as eu-west-1a",
      computedDefault: "the region's first zones, from app/environments/regions.ts",
    },
  ),
});

/** How terraform reaches endpoints that have no public address. */
export const accessSchema = z.discriminatedUnion("via", [
  z.strictObject({
    via: field(z.literal("vpc-runner"), {
      description: "Terraform runs on a machine inside the VPC; nothing else is opened.",
      unit: "choice",
      accepts: '"vpc-runner", "ssm-tunnel" or "public-cidrs"',
    }),
  }),
  z.strictObject({
    via: field(z.literal("ssm-tunnel"), {
      description:
        "Terraform goes through an SSM port-forwarding session to a small instance without open ports.",
      unit: "choice",
      accepts: '"vpc-runner", "ssm-tunnel" or "public-cidrs"',
    }),
    instanceType: field(instanceType.default("t3.micro"), {
      description: "Instance type of the tunnel's host; x86_64, as its image is.",
      unit: "EC2 instance type",
      accepts: "an x86_64 EC2 instance type such as t3.micro",
    }),
    localPort: field(wholeNumber(1024, 65_000).default(16_443), {
      description:
        "First of the local ports at which terraform expects what the tunnel forwards: Vault, then each cluster in " +
        "the order of their names.",
      unit: "TCP port",
      accepts: "a whole number from 1024 to 65000",
    }),
  }),
  z.strictObject({
    via: field(z.literal("public-cidrs"), {
      description: "Endpoints get a public address that only the named networks reach.",
      unit: "choice",
      accepts: '"vpc-runner", "ssm-tunnel" or "public-cidrs"',
    }),
    cidrs: field(
      z.record(
        shortName(31),
        field(cidr, {
          description: "Network that may reach the endpoints.",
          unit: "IPv4 network",
          accepts: "a public IPv4 network of /16 or smaller without host bits, such as 198.51.100.0/24",
        }),
      ),
      {
        description: "The networks, each under the name of the place it belongs to.",
        unit: "IPv4 networks by name",
        accepts: 'an object of named networks, such as { "office": "198.51.100.0/24" }',
        key: { stands: "place", accepts: shortNameAccepts(31) },
      },
    ),
  }),
]);
