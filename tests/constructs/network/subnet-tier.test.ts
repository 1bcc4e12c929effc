import fc from "fast-check";
import { SubnetTier, zoneLetter, type SubnetTierProps } from "../../../constructs/network/subnet-tier";
import { all, configurationWith } from "../configuration";

const zones = (letters: readonly string[]) =>
  letters.map((letter, index) => ({ availabilityZone: `eu-west-1${letter}`, cidr: `10.0.${index}.0/24` }));

const configurationFor = (changes: Partial<SubnetTierProps>) =>
  configurationWith((stack) => {
    new SubnetTier(stack, "private", {
      vpcId: "vpc-1",
      name: "dev-private",
      zones: zones(["a", "b"]),
      defaultRoute: "none",
      ...changes,
    });
  });

const letters = fc.shuffledSubarray(["a", "b", "c", "d"], { minLength: 1 });

describe("a tier of subnets", () => {
  it("has one subnet a zone, named by the zone's letter, each with a route table, none with public addresses", () => {
    fc.assert(
      fc.property(letters, (chosen) => {
        const configuration = configurationFor({ zones: zones(chosen) });
        const subnets = all(configuration, "aws_subnet");
        expect(Object.keys(subnets).sort()).toEqual(chosen.map((letter) => `private-${letter}`).sort());
        for (const [index, letter] of chosen.entries()) {
          expect(subnets[`private-${letter}`]).toMatchObject({
            availability_zone: `eu-west-1${letter}`,
            cidr_block: `10.0.${index}.0/24`,
            map_public_ip_on_launch: false,
          });
        }
        const associated = Object.values(all(configuration, "aws_route_table_association"));
        expect(associated.map(({ subnet_id }) => subnet_id).sort()).toEqual(
          chosen.map((letter) => `\${aws_subnet.private-${letter}.id}`).sort(),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("keeps every other zone's addresses when a zone is added", () => {
    const before = all(configurationFor({ zones: zones(["a", "b"]) }), "aws_subnet");
    const after = all(configurationFor({ zones: zones(["a", "b", "c"]) }), "aws_subnet");
    expect(after).toMatchObject(before);
  });

  it("leaves each zone through the NAT gateway of that zone", () => {
    const configuration = configurationFor({ defaultRoute: { natGatewayIds: { a: "nat-1", b: "nat-2" } } });
    expect(Object.keys(all(configuration, "aws_route_table"))).toEqual([
      "private-a-routes",
      "private-b-routes",
    ]);
    expect(all(configuration, "aws_route")).toMatchObject({
      "private-a-default-route": {
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: "nat-1",
        route_table_id: "${aws_route_table.private-a-routes.id}",
      },
      "private-b-default-route": { nat_gateway_id: "nat-2" },
    });
  });

  it("shares one route table to the internet", () => {
    const configuration = configurationFor({ defaultRoute: { internetGatewayId: "igw-1" } });
    expect(all(configuration, "aws_route")).toMatchObject({
      "private-default-route": { gateway_id: "igw-1" },
    });
    expect(Object.keys(all(configuration, "aws_route_table"))).toEqual(["private-routes"]);
  });

  it("has no way out when it is isolated", () => {
    expect(configurationFor({ defaultRoute: "none" }).resource).not.toHaveProperty("aws_route");
  });

  it("refuses a zone twice", () => {
    expect(() => configurationFor({ zones: zones(["a", "a"]) })).toThrow('names the zone "a" twice');
  });

  it("refuses a zone without a NAT gateway", () => {
    expect(() => configurationFor({ defaultRoute: { natGatewayIds: { a: "nat-1" } } })).toThrow(
      'The zone "b" has no NAT gateway; there is one for a.',
    );
  });

  it("refuses what is no zone's name", () => {
    expect(() => zoneLetter("eu-west-1")).toThrow('"eu-west-1"');
  });
});
