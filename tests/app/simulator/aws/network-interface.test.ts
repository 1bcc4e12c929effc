import { AwsAccount, refusal } from "./aws-account";

function network() {
  const aws = new AwsAccount();
  const vpc = aws.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
  const subnet = aws.create("aws_subnet", { vpc_id: vpc.id, cidr_block: "10.0.0.0/24" });
  const inVpc = { filter: [{ name: "vpc-id", values: [vpc.id] }] };
  const ids = () => aws.data("aws_network_interfaces", inVpc)["ids"] as string[];
  return { aws, vpc, subnet, inVpc, ids };
}

describe("a network interface", () => {
  it("stands in its subnet, in the default group of its VPC, and keeps both", () => {
    const { aws, vpc, subnet } = network();
    const own = aws.create("aws_network_interface", { subnet_id: subnet.id });
    expect(own.attributes).toMatchObject({
      interface_type: "interface",
      private_ip: expect.stringMatching(/^10\.0\.0\.\d+$/),
      private_ips: [own.attributes["private_ip"]],
      security_groups: [vpc.attributes["default_security_group_id"]],
      mac_address: expect.stringMatching(/^0a(:[0-9a-f]{2}){5}$/),
    });
    expect(refusal(() => aws.delete(subnet))).toMatch(/^DependencyViolation: The subnet /);
    aws.delete(own);
    expect(refusal(() => aws.delete(subnet))).toBeUndefined();
  });

  it("is found by its VPC and described with whose it is", () => {
    const { aws, vpc, subnet, ids } = network();
    expect(ids()).toEqual([]);
    const own = aws.create("aws_network_interface", { subnet_id: subnet.id, description: "of a function" });
    expect(ids()).toEqual([own.id]);
    expect(aws.data("aws_network_interface", { id: own.id })).toMatchObject({
      id: own.id,
      attachment: [],
      description: "of a function",
      requester_id: "",
      subnet_id: subnet.id,
      vpc_id: vpc.id,
    });
    expect(refusal(() => aws.data("aws_network_interface", { id: "eni-0" }))).toBe(
      "InvalidNetworkInterfaceID.NotFound: The networkInterface ID 'eni-0' does not exist",
    );
  });

  it("is also what gateways, endpoints and machines have", () => {
    const { aws, vpc, subnet, ids } = network();
    aws.create("aws_internet_gateway", { vpc_id: vpc.id });
    const address = aws.create("aws_eip");
    const gateway = aws.create("aws_nat_gateway", { subnet_id: subnet.id, allocation_id: address.id });
    const endpoint = aws.create("aws_vpc_endpoint", {
      vpc_id: vpc.id,
      service_name: "com.amazonaws.eu-west-1.ssm",
      vpc_endpoint_type: "Interface",
      subnet_ids: [subnet.id],
    });
    const [own] = endpoint.attributes["network_interface_ids"] as string[];
    expect(ids()).toEqual([String(gateway.attributes["network_interface_id"]), own].sort());
    expect(aws.data("aws_network_interface", { id: own ?? "" })["description"]).toBe(
      `VPC Endpoint Interface ${endpoint.id}`,
    );
  });

  it("is not found by a filter that is not simulated, which says so", () => {
    const { aws } = network();
    const filter = [{ name: "availability-zone", values: ["eu-west-1a"] }];
    expect(refusal(() => aws.data("aws_network_interfaces", { filter }))).toMatch(
      /^InvalidParameterValue: The filter 'availability-zone' is not simulated; add it/,
    );
  });
});

describe("data sources of what is there", () => {
  it("find security groups by their VPC, the default one among them", () => {
    const { aws, vpc, inVpc } = network();
    const own = aws.create("aws_security_group", { name: "web", vpc_id: vpc.id, description: "Web" });
    const ids = aws.data("aws_security_groups", inVpc)["ids"];
    expect(ids).toEqual([own.id, vpc.attributes["default_security_group_id"]].sort());
    expect(aws.data("aws_security_group", { id: own.id })).toMatchObject({ name: "web", vpc_id: vpc.id });
    expect(refusal(() => aws.data("aws_security_group", { id: "sg-0" }))).toMatch(/^InvalidGroup.NotFound/);
  });

  it("find machines by a tag", () => {
    const { aws, subnet } = network();
    const image = aws.data("aws_ami", {
      owners: ["amazon"],
      filter: [{ name: "name", values: ["al2023-ami-2023.6.20241212.0-kernel-6.1-x86_64"] }],
    });
    const launch = (tags_all: Record<string, string>) =>
      aws.create("aws_instance", {
        ami: image["id"] ?? null,
        instance_type: "t3.micro",
        subnet_id: subnet.id,
        tags_all,
      });
    const node = launch({ "eks:cluster-name": "main" });
    launch({});
    const filter = [{ name: "tag:eks:cluster-name", values: ["main"] }];
    expect(aws.data("aws_instances", { filter })["ids"]).toEqual([node.id]);
  });

  it("list the records of a zone as Route 53 writes them", () => {
    const { aws, vpc } = network();
    const zone = aws.create("aws_route53_zone", { name: "internal.example", vpc: [{ vpc_id: vpc.id }] });
    aws.create("aws_route53_record", {
      zone_id: zone.id,
      name: "quotes.internal.example",
      type: "A",
      ttl: 60,
      records: ["10.0.0.1"],
    });
    const sets = aws.data("aws_route53_records", { zone_id: zone.id })["resource_record_sets"];
    expect(sets).toEqual([
      expect.objectContaining({ name: "internal.example.", type: "NS" }),
      expect.objectContaining({ name: "internal.example.", type: "SOA" }),
      expect.objectContaining({ name: "quotes.internal.example.", type: "A", ttl: 60 }),
    ]);
    expect(refusal(() => aws.data("aws_route53_records", { zone_id: "Z0" }))).toMatch(/^NoSuchHostedZone/);
  });
});
