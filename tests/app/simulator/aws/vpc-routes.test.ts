import type { Attributes } from "../../../../app/simulator/value";
import { refusal } from "./aws-account";
import { network } from "./vpc-fixture";

describe("gateways", () => {
  function connected() {
    const made = network();
    const subnet = made.subnet("10.0.0.0/24");
    const gateway = made.aws.create("aws_internet_gateway", { vpc_id: made.vpc.id });
    return { ...made, publicSubnet: subnet, gateway };
  }

  it("a VPC has one internet gateway", () => {
    const { aws, vpc } = connected();
    expect(
      refusal(() => aws.create("aws_internet_gateway", { vpc_id: vpc.id, tags: { second: "yes" } })),
    ).toBe(`InvalidParameterValue: Network ${vpc.id} already has an internet gateway attached`);
  });

  it("an internet gateway stays while addresses are mapped, an address while a NAT gateway has it", () => {
    const { aws, vpc, publicSubnet, gateway } = connected();
    const address = aws.create("aws_eip", { domain: "vpc" });
    const nat = aws.create("aws_nat_gateway", { subnet_id: publicSubnet.id, allocation_id: address.id });
    expect(nat.attributes["public_ip"]).toBe(address.attributes["public_ip"]);
    expect(nat.attributes["private_ip"]).toMatch(/^10\.0\.0\.\d+$/);
    expect(refusal(() => aws.delete(gateway))).toBe(
      `DependencyViolation: Network ${vpc.id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    );
    expect(refusal(() => aws.delete(address))).toBe(
      `InvalidIPAddress.InUse: Address ${String(address.attributes["public_ip"])} is in use.`,
    );
    expect(refusal(() => aws.delete(publicSubnet))).toBe(
      `DependencyViolation: The subnet '${publicSubnet.id}' has dependencies and cannot be deleted.`,
    );
    aws.delete(nat);
    for (const object of [gateway, address, publicSubnet])
      expect(refusal(() => aws.delete(object))).toBeUndefined();
  });

  it("a public NAT gateway needs an address of its own and an internet gateway", () => {
    const { aws, publicSubnet } = connected();
    const create = (configured: Attributes) =>
      refusal(() => aws.create("aws_nat_gateway", { subnet_id: publicSubnet.id, ...configured }));
    expect(create({})).toBe("MissingParameter: The request must include the AllocationId parameter.");
    expect(create({ allocation_id: "eipalloc-0" })).toBe(
      "InvalidAllocationID.NotFound: The allocation ID 'eipalloc-0' does not exist",
    );
    const { id } = aws.create("aws_eip");
    expect(create({ allocation_id: id })).toBeUndefined();
    expect(create({ allocation_id: id })).toBe(
      `Resource.AlreadyAssociated: Elastic IP address [${id}] is already associated.`,
    );
    expect(create({ connectivity_type: "private", allocation_id: id })).toMatch(
      /^InvalidParameterCombination/,
    );
    expect(create({ connectivity_type: "private" })).toBeUndefined();

    const closed = network();
    const inside = closed.subnet("10.0.0.0/24");
    const address = closed.aws.create("aws_eip");
    expect(
      refusal(() =>
        closed.aws.create("aws_nat_gateway", { subnet_id: inside.id, allocation_id: address.id }),
      ),
    ).toBe(`Gateway.NotAttached: Network ${closed.vpc.id} has no Internet gateway attached`);
  });

  it("quotas: five addresses in a region, five NAT gateways in a zone", () => {
    const { aws, publicSubnet } = connected();
    for (let number = 0; number < 5; number++) aws.create("aws_eip", { tags: { number: String(number) } });
    expect(refusal(() => aws.create("aws_eip"))).toBe(
      "AddressLimitExceeded: The maximum number of addresses has been reached.",
    );
    const nat = () =>
      aws.create("aws_nat_gateway", { subnet_id: publicSubnet.id, connectivity_type: "private" });
    for (let number = 0; number < 5; number++) nat();
    expect(refusal(nat)).toBe(
      "NatGatewayLimitExceeded: Performing this operation would exceed the limit of 5 NAT gateways",
    );
  });
});

describe("routes", () => {
  function routed() {
    const made = network();
    const gateway = made.aws.create("aws_internet_gateway", { vpc_id: made.vpc.id });
    const table = made.aws.create("aws_route_table", { vpc_id: made.vpc.id });
    const add = (route: Attributes) => made.aws.create("aws_route", { route_table_id: table.id, ...route });
    return { ...made, gateway, table, add };
  }

  it("have the id that the provider makes and are imported by TABLE_DESTINATION", () => {
    const { aws, table, gateway, add } = routed();
    // The provider's documentation: the default route has the hash 1080289494.
    expect(add({ destination_cidr_block: "0.0.0.0/0", gateway_id: gateway.id }).id).toBe(
      `r-${table.id}1080289494`,
    );
    expect(aws.import("aws_route", `${table.id}_0.0.0.0/0`)?.attributes["gateway_id"]).toBe(gateway.id);
  });

  it("are one for each destination, and the local one is there already", () => {
    const { gateway, add } = routed();
    add({ destination_cidr_block: "0.0.0.0/0", gateway_id: gateway.id });
    const again = (destination_cidr_block: string) =>
      refusal(() => add({ destination_cidr_block, gateway_id: gateway.id }));
    expect(again("0.0.0.0/0")).toBe("RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.");
    expect(again("10.0.0.0/16")).toBe(
      "RouteAlreadyExists: The route identified by 10.0.0.0/16 already exists.",
    );
    expect(again("10.0.1.0/24")).toMatch(/^InvalidParameterValue: .*more specific/);
  });

  it("lead to gateways that exist and belong to the same VPC", () => {
    const { aws, table, add } = routed();
    const other = aws.create("aws_vpc", { cidr_block: "10.1.0.0/16" });
    const foreign = aws.create("aws_internet_gateway", { vpc_id: other.id });
    const to = (target: Attributes) => refusal(() => add({ destination_cidr_block: "0.0.0.0/0", ...target }));
    expect(to({ gateway_id: "igw-0" })).toBe(
      "InvalidInternetGatewayID.NotFound: The internetGateway ID 'igw-0' does not exist",
    );
    expect(to({ nat_gateway_id: "nat-0" })).toBe(
      "InvalidNatGatewayID.NotFound: The natGateway ID 'nat-0' does not exist",
    );
    expect(to({ gateway_id: foreign.id })).toBe(
      `InvalidParameterValue: route table ${table.id} and network gateway ${foreign.id} belong to different networks`,
    );
  });

  it("a subnet has one route table, of its own VPC", () => {
    const { aws, table, vpc, subnet } = routed();
    const first = subnet("10.0.0.0/24");
    aws.create("aws_route_table_association", { route_table_id: table.id, subnet_id: first.id });
    const other = aws.create("aws_route_table", { vpc_id: vpc.id, tags: { second: "yes" } });
    expect(
      refusal(() =>
        aws.create("aws_route_table_association", { route_table_id: other.id, subnet_id: first.id }),
      ),
    ).toBe(
      `Resource.AlreadyAssociated: the specified association for route table ${other.id} conflicts with an existing association`,
    );
    const foreign = aws.create("aws_route_table", {
      vpc_id: aws.create("aws_vpc", { cidr_block: "10.1.0.0/16" }).id,
    });
    const second = subnet("10.0.1.0/24");
    expect(
      refusal(() =>
        aws.create("aws_route_table_association", { route_table_id: foreign.id, subnet_id: second.id }),
      ),
    ).toMatch(/^InvalidParameterValue: Route table .* belong to different networks$/);
    expect(aws.import("aws_route_table_association", `${first.id}/${table.id}`)).toBeDefined();
  });

  it("may be added to the VPC's main table, which other subnets follow", () => {
    const { aws, vpc, gateway, subnet } = routed();
    const main = String(vpc.attributes["main_route_table_id"]);
    const added = aws.create("aws_route", {
      route_table_id: main,
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: gateway.id,
    });
    expect(added.attributes["state"]).toBe("active");
    const associate = () =>
      aws.create("aws_route_table_association", {
        route_table_id: main,
        subnet_id: subnet("10.0.0.0/24").id,
      });
    expect(refusal(associate)).toBeUndefined();
    expect(aws.cloud.snapshot().map(({ id }) => id)).not.toContain(main);
  });

  it("an association goes with its subnet", () => {
    const { aws, table, subnet } = routed();
    const first = subnet("10.0.0.0/24");
    const association = aws.create("aws_route_table_association", {
      route_table_id: table.id,
      subnet_id: first.id,
    });
    aws.cloud.deleteBehindTerraform(first);
    expect(aws.read(association)).toBeUndefined();
  });

  it("a deleted table takes its routes and associations along", () => {
    const { aws, table, gateway, add, subnet } = routed();
    add({ destination_cidr_block: "0.0.0.0/0", gateway_id: gateway.id });
    aws.create("aws_route_table_association", {
      route_table_id: table.id,
      subnet_id: subnet("10.0.0.0/24").id,
    });
    aws.delete(table);
    expect(aws.cloud.listEverywhere("aws_route")).toEqual([]);
    expect(aws.cloud.listEverywhere("aws_route_table_association")).toEqual([]);
  });
});
