import * as fc from "fast-check";
import {
  addressCount,
  contains,
  formatNetwork,
  isPrivate,
  networkOf,
  overlaps,
  parseNetwork,
  planSubnets,
  reservedZones,
  unplacedAddresses,
} from "../../app/network-plan";

const defaults = { vpcCidr: "10.10.0.0/16", publicPrefix: 24, privatePrefix: 19, isolatedPrefix: 22 };
const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];

describe("CIDR notation", () => {
  it.each(["10.0.0.0/8", "0.0.0.0/0", "255.255.255.255/32", "192.168.1.128/25"])(
    "reads %s and writes it back",
    (text) => {
      expect(formatNetwork(networkOf(text))).toBe(text);
    },
  );

  it.each([
    "10.0.0.1/16",
    "10.0.0.0/33",
    "256.0.0.0/8",
    "10.1/16",
    "0x0a.0.0.0/8",
    "010.0.0.0/8",
    "10.0.0.0",
    "::/0",
    "10.0.0.0/-1",
    "10.0.0.0/08 ",
    "",
  ])("refuses %p, as AWS does", (text) => {
    expect(parseNetwork(text)).toBeUndefined();
    expect(() => networkOf(text)).toThrow("is not an IPv4 network in CIDR notation");
  });

  it("round-trips every network", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.integer({ min: 0, max: 32 }),
        (address, prefix) => {
          const network = { first: address - (address % 2 ** (32 - prefix)), prefix };
          expect(parseNetwork(formatNetwork(network))).toEqual(network);
        },
      ),
    );
  });
});

describe("networks beside one another", () => {
  it("overlap where one lies inside the other, and never by half", () => {
    const [vpc, inside, beside] = ["10.0.0.0/16", "10.0.128.0/20", "10.1.0.0/16"].map(networkOf);
    expect(contains(vpc!, inside!)).toBe(true);
    expect(contains(inside!, vpc!)).toBe(false);
    expect([overlaps(vpc!, inside!), overlaps(inside!, vpc!), overlaps(vpc!, beside!)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("are private inside the three ranges of RFC 1918 only", () => {
    const answers = [
      "10.255.0.0/16",
      "172.31.0.0/16",
      "172.32.0.0/16",
      "192.168.0.0/16",
      "192.168.0.0/15",
      "0.0.0.0/0",
    ];
    expect(answers.map((text) => isPrivate(networkOf(text)))).toEqual([
      true,
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});

describe("the subnets of a VPC", () => {
  it("are, with the defaults, these", () => {
    expect(
      planSubnets(defaults, zones).map(
        ({ tier, availabilityZone, cidr }) => `${tier} ${availabilityZone} ${cidr}`,
      ),
    ).toEqual([
      "private eu-west-1a 10.10.0.0/19",
      "private eu-west-1b 10.10.32.0/19",
      "private eu-west-1c 10.10.64.0/19",
      "isolated eu-west-1a 10.10.128.0/22",
      "isolated eu-west-1b 10.10.132.0/22",
      "isolated eu-west-1c 10.10.136.0/22",
      "public eu-west-1a 10.10.144.0/24",
      "public eu-west-1b 10.10.145.0/24",
      "public eu-west-1c 10.10.146.0/24",
    ]);
  });

  it("stay where they are when a zone is appended", () => {
    const before = planSubnets(defaults, zones.slice(0, 2));
    const after = planSubnets(defaults, [...zones, "eu-west-1d"]);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after).toHaveLength(12);
  });

  it("lie inside the VPC, aligned, and never overlap, whatever their sizes", () => {
    const prefixes = fc.integer({ min: 16, max: 28 });
    let planned = 0;
    fc.assert(
      fc.property(
        prefixes,
        prefixes,
        prefixes,
        prefixes,
        fc.integer({ min: 1, max: 4 }),
        (vpc, a, b, c, count) => {
          const network = {
            vpcCidr: `10.20.0.0/${vpc}`,
            publicPrefix: a,
            privatePrefix: b,
            isolatedPrefix: c,
          };
          if (unplacedAddresses(network) > 0) {
            expect(() => planSubnets(network, zones)).toThrow(RangeError);
            return;
          }
          planned += 1;
          const subnets = planSubnets(network, ["a", "b", "c", "d"].slice(0, count)).map(({ cidr }) =>
            networkOf(cidr),
          );
          expect(subnets).toHaveLength(3 * count);
          for (const [index, subnet] of subnets.entries()) {
            expect(contains(networkOf(network.vpcCidr), subnet)).toBe(true);
            for (const other of subnets.slice(index + 1)) expect(overlaps(subnet, other)).toBe(false);
          }
        },
      ),
      { numRuns: 2000, seed: 1 },
    );
    expect(planned).toBeGreaterThan(100);
  });

  it("say how many addresses are missing", () => {
    expect(unplacedAddresses(defaults)).toBe(0);
    expect(unplacedAddresses({ ...defaults, vpcCidr: "10.10.0.0/18" })).toBe(
      reservedZones * (8192 + 1024 + 256) - addressCount({ prefix: 18 }),
    );
  });
});
