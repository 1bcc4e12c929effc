import * as fc from "fast-check";
import { formatNetwork, networkOf, overlaps } from "../../../../app/network-plan";
import { AwsAccount, refusal } from "./aws-account";
import { network } from "./vpc-fixture";

describe("a VPC", () => {
  it("comes with a default security group, a main route table and the values that AWS gives", () => {
    const { aws, vpc } = network();
    expect(vpc.id).toMatch(/^vpc-0[0-9a-f]{16}$/);
    expect(vpc.attributes).toMatchObject({
      arn: `arn:aws:ec2:eu-west-1:111111111111:vpc/${vpc.id}`,
      owner_id: "111111111111",
      instance_tenancy: "default",
      enable_dns_support: true,
      enable_dns_hostnames: false,
      main_route_table_id: vpc.attributes["default_route_table_id"],
    });
    expect(
      aws.cloud.get("aws_default_security_group", String(vpc.attributes["default_security_group_id"]), {
        provider: "aws",
        account: "111111111111",
        region: "eu-west-1",
      }),
    ).toBeDefined();
    expect(aws.cloud.snapshot().map(({ type }) => type)).toEqual(["aws_vpc"]);
  });

  it.each(["10.0.0.0/15", "10.0.0.0/29"])("cannot have the network %s", (cidr) => {
    expect(refusal(() => network({ cidr_block: cidr }))).toBe(
      `InvalidVpc.Range: The CIDR '${cidr}' is invalid.`,
    );
  });

  it.each(["10.0.0.0", "10.0.0.1/16", "10.0.0/16", "300.0.0.0/16", "ten"])(
    'does not understand "%s"',
    (cidr) => {
      expect(refusal(() => network({ cidr_block: cidr }))).toBe(
        `InvalidParameterValue: Value (${cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
      );
    },
  );

  it("is one of five in a region, unless the quota was raised", () => {
    const aws = new AwsAccount();
    const create = (number: number) =>
      aws.create("aws_vpc", { cidr_block: "10.0.0.0/16", tags: { number: String(number) } });
    [1, 2, 3, 4, 5].forEach(create);
    expect(refusal(() => create(6))).toBe("VpcLimitExceeded: The maximum number of VPCs has been reached.");
    expect(
      refusal(() => aws.elsewhere({ region: "us-east-1" }).create("aws_vpc", { cidr_block: "10.0.0.0/16" })),
    ).toBeUndefined();
    aws.cloud.quotas.set("L-F678F1CE", 6);
    expect(refusal(() => create(6))).toBeUndefined();
  });

  it("is not deleted while something stands in it", () => {
    const { aws, vpc, subnet } = network();
    const first = subnet("10.0.0.0/24");
    expect(refusal(() => aws.delete(vpc))).toBe(
      `DependencyViolation: The vpc '${vpc.id}' has dependencies and cannot be deleted.`,
    );
    aws.delete(first);
    aws.delete(vpc);
    expect(aws.cloud.snapshot()).toEqual([]);
    expect(aws.cloud.listEverywhere("aws_default_security_group")).toEqual([]);
  });
});

describe("a subnet", () => {
  it("needs its VPC, lies in it, and has a size that AWS takes", () => {
    const { aws, subnet } = network();
    expect(refusal(() => aws.create("aws_subnet", { vpc_id: "vpc-0123", cidr_block: "10.0.0.0/24" }))).toBe(
      "InvalidVpcID.NotFound: The vpc ID 'vpc-0123' does not exist",
    );
    for (const cidr of ["10.1.0.0/24", "10.0.0.0/29", "10.0.0.0/15"]) {
      expect(refusal(() => subnet(cidr))).toBe(`InvalidSubnet.Range: The CIDR '${cidr}' is invalid.`);
    }
    expect(refusal(() => subnet("10.0.0.0/16"))).toBeUndefined();
  });

  it("overlaps no other subnet of its VPC, whatever the networks", () => {
    const cidr = fc.tuple(fc.integer({ min: 17, max: 28 }), fc.nat(65_535)).map(([prefix, host]) => {
      const size = 2 ** (32 - prefix);
      return formatNetwork({
        first: networkOf("10.0.0.0/16").first + Math.floor(host / size) * size,
        prefix,
      });
    });
    fc.assert(
      fc.property(fc.array(cidr, { minLength: 2, maxLength: 12 }), (cidrs) => {
        const { subnet } = network();
        const taken: string[] = [];
        for (const one of cidrs) {
          const expected = taken.some((other) => overlaps(networkOf(one), networkOf(other)))
            ? `InvalidSubnet.Conflict: The CIDR '${one}' conflicts with another subnet`
            : undefined;
          expect(refusal(() => subnet(one))).toBe(expected);
          if (expected === undefined) taken.push(one);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("lies in a zone of the region, named or by id", () => {
    const { subnet } = network();
    expect(refusal(() => subnet("10.0.0.0/24", { availability_zone: "eu-west-1z" }))).toMatch(
      /^InvalidParameterValue: Value \(eu-west-1z\) .* eu-west-1a, eu-west-1b, eu-west-1c\.$/,
    );
    expect(
      subnet("10.0.1.0/24", { availability_zone: "eu-west-1b" }).attributes["availability_zone_id"],
    ).toBe("euw1-az2");
    expect(subnet("10.0.2.0/24", { availability_zone_id: "euw1-az3" }).attributes["availability_zone"]).toBe(
      "eu-west-1c",
    );
  });
});
