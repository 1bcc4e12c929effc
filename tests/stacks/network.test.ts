import fc from "fast-check";
import type { Environment } from "../../app/environments/schema";
import { networkOf, overlaps } from "../../app/network-plan";
import { all, environmentNamed, only, type Configuration } from "../constructs/configuration";
import { estateOf, review, stackOf } from "./stack-review";

const dev = environmentNamed("dev");
const networkWith = (changes: Partial<Environment>): Configuration =>
  stackOf(estateOf({ ...dev, ...changes }), "dev-network");

const zoneCounts = fc.integer({ min: 2, max: 4 });
const zonesOf = (count: number): string[] =>
  ["a", "b", "c", "d"].slice(0, count).map((letter) => `eu-west-1${letter}`);

describe("the network", () => {
  it("is this, for a reviewer", () => {
    expect(review(networkWith({}))).toMatchSnapshot();
  });

  it("has three tiers in every zone, with addresses that do not overlap", () => {
    fc.assert(
      fc.property(
        zoneCounts,
        fc.constantFrom("single" as const, "one-per-zone" as const),
        (count, natGateways) => {
          const configuration = networkWith({
            availabilityZones: zonesOf(count),
            network: { ...dev.network, natGateways },
          });
          const subnets = Object.values(all(configuration, "aws_subnet"));
          expect(subnets).toHaveLength(3 * count);
          const networks = subnets.map(({ cidr_block }) => networkOf(String(cidr_block)));
          for (const [index, network] of networks.entries()) {
            for (const other of networks.slice(index + 1)) expect(overlaps(network, other)).toBe(false);
          }
          expect(Object.keys(all(configuration, "aws_nat_gateway"))).toHaveLength(
            natGateways === "single" ? 1 : count,
          );
          expect(configuration.output.private_subnet_ids?.value).toEqual(
            zonesOf(count).map((zone) => `\${aws_subnet.private-${zone.at(-1)}.id}`),
          );
        },
      ),
      { numRuns: 6 },
    );
  });

  it("changes no address when a zone is added", () => {
    const addresses = (count: number) =>
      Object.entries(networkWith({ availabilityZones: zonesOf(count) }).resource).flatMap(([type, named]) =>
        Object.keys(named).map((name) => `${type}.${name}`),
      );
    expect(addresses(3)).toEqual(expect.arrayContaining(addresses(2)));
  });

  it("is disposable: nothing in it refuses to be destroyed", () => {
    expect(JSON.stringify(networkWith({}).resource)).not.toContain("prevent_destroy");
  });

  it("has no rule inside a security group, where it would fight with rules beside it", () => {
    const configuration = networkWith({});
    for (const group of Object.values(all(configuration, "aws_security_group"))) {
      expect(group).not.toHaveProperty("ingress");
      expect(group).not.toHaveProperty("egress");
    }
  });

  it("encrypts and ends its flow logs as the environment says", () => {
    expect(only(networkWith({}), "aws_cloudwatch_log_group")).toMatchObject({
      retention_in_days: dev.retention.flowLogsDays,
      kms_key_id: "${data.terraform_remote_state.keys.outputs.logs_key_arn}",
    });
  });

  it("gives every role the account's boundary", () => {
    for (const role of Object.values(all(networkWith({}), "aws_iam_role"))) {
      expect(role.permissions_boundary).toBe(
        "${data.terraform_remote_state.bootstrap.outputs.permissions_boundary_arn}",
      );
    }
  });
});

describe("private endpoints of AWS services", () => {
  const interfaceEndpoints = (changes: Partial<Environment>): string[] =>
    Object.values(all(networkWith(changes), "aws_vpc_endpoint"))
      .filter((endpoint) => endpoint.vpc_endpoint_type === "Interface")
      .map((endpoint) => String(endpoint.service_name).replace("com.amazonaws.eu-west-1.", ""))
      .sort();
  const everything = { ...dev.network, interfaceEndpoints: "all" as const };
  const required = { ...dev.network, interfaceEndpoints: "required" as const };
  const tunnel = { via: "ssm-tunnel", instanceType: "t3.micro", localPort: 16_443 } as const;
  const tunnelServices = ["ec2messages", "ssm", "ssmmessages"];

  it("are there for everything that the estate calls, the tunnel's among them", () => {
    const services = interfaceEndpoints({ network: everything, access: tunnel });
    expect(services).toEqual(expect.arrayContaining(["ecr.api", "ecr.dkr", "kms", "sts", ...tunnelServices]));
  });

  it("are only the tunnel's where the NAT gateways serve for the rest, since its host reaches the VPC alone", () => {
    const changes = { network: required, access: tunnel };
    expect(interfaceEndpoints(changes)).toEqual(tunnelServices);
    const configuration = networkWith(changes);
    expect(all(configuration, "aws_vpc_security_group_egress_rule")["tunnel-https-to-vpc"]).toMatchObject({
      cidr_ipv4: dev.network.vpcCidr,
    });
  });

  it("are none, with no security group left over, where nothing requires them", () => {
    const changes: Partial<Environment> = { network: required, access: { via: "vpc-runner" } };
    expect(interfaceEndpoints(changes)).toEqual([]);
    expect(Object.keys(all(networkWith(changes), "aws_security_group"))).toEqual(["access"]);
  });
});

describe("the way to private endpoints", () => {
  const groupOf = (configuration: Configuration) => configuration.output.access_security_group_ids?.value;
  const runner = networkWith({ access: { via: "vpc-runner" } });
  const tunnel = networkWith({ access: { via: "ssm-tunnel", instanceType: "t3.small", localPort: 16_443 } });
  const outside = networkWith({
    access: { via: "public-cidrs", cidrs: { office: "198.51.100.0/24", home: "192.0.2.7/32" } },
  });

  it("is one group whichever way it is, for EC2 deletes no group that another stack's rule still names", () => {
    for (const configuration of [runner, tunnel, outside]) {
      expect(groupOf(configuration)).toEqual(["${aws_security_group.access.id}"]);
      expect(all(configuration, "aws_security_group").access).toMatchObject({ name: "drydock-dev-access" });
    }
  });

  it("is a runner inside the VPC, which may go anywhere by HTTPS", () => {
    expect(only(runner, "aws_vpc_security_group_egress_rule")).toMatchObject({
      security_group_id: "${aws_security_group.access.id}",
      cidr_ipv4: "0.0.0.0/0",
    });
    expect(runner.resource).not.toHaveProperty("aws_instance");
    expect(runner.output.access_cidrs?.value).toEqual([]);
  });

  it("is a tunnel through Systems Manager, which reaches the VPC only", () => {
    expect(only(tunnel, "aws_instance")).toMatchObject({
      instance_type: "t3.small",
      vpc_security_group_ids: ["${aws_security_group.access.id}"],
    });
    expect(only(tunnel, "aws_vpc_security_group_egress_rule").cidr_ipv4).toBe(dev.network.vpcCidr);
  });

  it("is a list of networks outside, and then the group has no members and no way out", () => {
    expect(outside.output.access_cidrs?.value).toEqual(["192.0.2.7/32", "198.51.100.0/24"]);
    expect(outside.resource).not.toHaveProperty("aws_instance");
    expect(outside.resource).not.toHaveProperty("aws_vpc_security_group_egress_rule");
  });
});
