import type { Attributes } from "../../../../app/simulator/value";
import { AwsAccount, refusal } from "./aws-account";
import { network } from "./vpc-fixture";

describe("an endpoint", () => {
  const dns = { enable_dns_hostnames: true };
  const interfaceTo = (service: string, more: Attributes): Attributes => ({
    vpc_endpoint_type: "Interface",
    service_name: `com.amazonaws.eu-west-1.${service}`,
    ...more,
  });

  it("has an interface in each subnet, names, and the default group when none is given", () => {
    const { aws, vpc, subnet } = network(dns);
    const subnets = [
      subnet("10.0.0.0/24", { availability_zone: "eu-west-1a" }),
      subnet("10.0.1.0/24", { availability_zone: "eu-west-1b" }),
    ];
    const configuration = interfaceTo("ec2", {
      vpc_id: vpc.id,
      subnet_ids: subnets.map(({ id }) => id),
      private_dns_enabled: true,
    });
    const { id, attributes } = aws.create("aws_vpc_endpoint", configuration);
    expect(attributes["network_interface_ids"]).toHaveLength(2);
    expect(attributes["security_group_ids"]).toEqual([vpc.attributes["default_security_group_id"]]);
    expect((attributes["dns_entry"] as Attributes[]).map((entry) => entry["dns_name"])).toEqual([
      `${id}.ec2.eu-west-1.vpce.amazonaws.com`,
      `${id}-eu-west-1a.ec2.eu-west-1.vpce.amazonaws.com`,
      `${id}-eu-west-1b.ec2.eu-west-1.vpce.amazonaws.com`,
      "ec2.eu-west-1.amazonaws.com",
    ]);
  });

  it("with private names needs DNS in the VPC, and is the only one for its service", () => {
    const closed = network();
    const configuration = (vpc_id: string) => interfaceTo("kms", { vpc_id, private_dns_enabled: true });
    expect(refusal(() => closed.aws.create("aws_vpc_endpoint", configuration(closed.vpc.id)))).toMatch(
      /^InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames/,
    );
    const { aws, vpc } = network(dns);
    aws.create("aws_vpc_endpoint", configuration(vpc.id));
    expect(refusal(() => aws.create("aws_vpc_endpoint", configuration(vpc.id)))).toBe(
      `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for kms.eu-west-1.amazonaws.com in the VPC ${vpc.id}`,
    );
  });

  it("stands in different zones", () => {
    const { aws, vpc, subnet } = network(dns);
    const subnet_ids = [subnet("10.0.0.0/24").id, subnet("10.0.1.0/24").id];
    expect(
      refusal(() => aws.create("aws_vpc_endpoint", interfaceTo("kms", { vpc_id: vpc.id, subnet_ids }))),
    ).toMatch(/^DuplicateSubnetsInSameZone/);
  });

  it("a gateway endpoint is one for each route table and service, and knows its addresses", () => {
    const { aws, vpc } = network();
    const table = aws.create("aws_route_table", { vpc_id: vpc.id });
    const configuration = {
      vpc_id: vpc.id,
      service_name: "com.amazonaws.eu-west-1.s3",
      route_table_ids: [table.id],
    };
    const first = aws.create("aws_vpc_endpoint", configuration);
    const list = aws.data("aws_ec2_managed_prefix_list", { name: "com.amazonaws.eu-west-1.s3" });
    expect(first.attributes["prefix_list_id"]).toBe(list["id"]);
    expect(first.attributes["cidr_blocks"]).toEqual(
      (list["entries"] as Attributes[]).map((entry) => entry["cidr"]),
    );
    expect(refusal(() => aws.create("aws_vpc_endpoint", configuration))).toBe(
      `RouteAlreadyExists: route table ${table.id} already has a route with destination-prefix-list-id ${String(list["id"])}`,
    );
  });

  it.each([
    [
      "a service that is none",
      "com.amazonaws.eu-west-1.nonsense",
      "Interface",
      /^InvalidServiceName: The Vpc Endpoint Service/,
    ],
    ["a service of another region", "com.amazonaws.us-east-1.kms", "Interface", /^InvalidServiceName/],
    [
      "a gateway to a service that has none",
      "com.amazonaws.eu-west-1.kms",
      "Gateway",
      /^InvalidParameter: Endpoint type \(Gateway\)/,
    ],
  ])("does not lead to %s", (_, service_name, vpc_endpoint_type, message) => {
    const { aws, vpc } = network(dns);
    expect(
      refusal(() => aws.create("aws_vpc_endpoint", { vpc_id: vpc.id, service_name, vpc_endpoint_type })),
    ).toMatch(message);
  });

  it("refuses groups of another VPC and policies that are none", () => {
    const { aws, vpc } = network(dns);
    const other = aws.create("aws_vpc", { cidr_block: "10.1.0.0/16" });
    const foreign = aws.create("aws_security_group", { name: "foreign", vpc_id: other.id });
    const create = (more: Attributes) =>
      refusal(() => aws.create("aws_vpc_endpoint", interfaceTo("kms", { vpc_id: vpc.id, ...more })));
    expect(create({ security_group_ids: [foreign.id] })).toMatch(
      /^InvalidGroup\.NotFound: .* does not exist in VPC/,
    );
    expect(create({ security_group_ids: ["sg-0"] })).toMatch(/^InvalidSecurityGroupID\.NotFound/);
    expect(create({ policy: "{" })).toMatch(/^InvalidPolicyDocument/);
  });
});

describe("a flow log", () => {
  function flows(service = "vpc-flow-logs.amazonaws.com") {
    const made = network();
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    });
    const role = made.aws.create("aws_iam_role", { name: "flows", assume_role_policy: trust });
    const create = (more: Attributes = {}) =>
      made.aws.create("aws_flow_log", {
        vpc_id: made.vpc.id,
        traffic_type: "ALL",
        iam_role_arn: String(role.attributes["arn"]),
        log_destination: "arn:aws:logs:eu-west-1:111111111111:log-group:flows",
        ...more,
      });
    return { ...made, create };
  }

  it("waits until its role can be taken on", () => {
    const { aws, create } = flows();
    expect(refusal(create)).toMatch(
      /^InvalidParameter: Unable to assume given IAM role: 'arn:aws:iam::111111111111:role\/flows'/,
    );
    aws.settle();
    expect(create().id).toMatch(/^fl-0/);
    expect(refusal(create)).toMatch(/^FlowLogAlreadyExists/);
  });

  it("needs a role that trusts it, and a bucket that exists", () => {
    const { aws, create } = flows("ec2.amazonaws.com");
    aws.settle();
    expect(refusal(create)).toMatch(/^InvalidParameter: Unable to assume/);
    expect(refusal(() => create({ iam_role_arn: null }))).toMatch(
      /^InvalidParameter: DeliverLogsPermissionArn can't be empty/,
    );
    expect(
      refusal(() => create({ log_destination_type: "s3", log_destination: "arn:aws:s3:::nowhere" })),
    ).toBe("InvalidParameter: LogDestination: nowhere does not exist");
  });
});

describe("a prefix list that AWS manages", () => {
  it("is found by name or by id", () => {
    const aws = new AwsAccount();
    const list = aws.data("aws_ec2_managed_prefix_list", {
      filter: [{ name: "prefix-list-name", values: ["com.amazonaws.global.cloudfront.origin-facing"] }],
    });
    expect(list["id"]).toMatch(/^pl-[0-9a-f]{8}$/);
    expect(aws.data("aws_ec2_managed_prefix_list", { id: list["id"] ?? null })["name"]).toBe(list["name"]);
    expect(refusal(() => aws.data("aws_ec2_managed_prefix_list", { name: "nonsense" }))).toMatch(
      /^InvalidPrefixListID\.NotFound/,
    );
    expect(refusal(() => aws.data("aws_ec2_managed_prefix_list"))).toMatch(/^TooManyResults/);
  });
});
