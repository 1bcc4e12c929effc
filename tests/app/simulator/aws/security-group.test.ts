import { type Attributes, UNKNOWN } from "../../../../app/simulator/value";
import { AwsAccount, refusal } from "./aws-account";

function group(name = "web") {
  const aws = new AwsAccount();
  const vpc = aws.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
  const own = aws.create("aws_security_group", { name, vpc_id: vpc.id });
  const rule = (more: Attributes = {}, direction = "ingress") =>
    aws.create(`aws_vpc_security_group_${direction}_rule`, {
      security_group_id: own.id,
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      ...more,
    });
  return { aws, vpc, own, rule };
}

describe("a security group", () => {
  it("has a name of its own in its VPC, and none of those that AWS keeps", () => {
    const { aws, vpc } = group();
    const create = (name: string) =>
      refusal(() => aws.create("aws_security_group", { name, vpc_id: vpc.id }));
    expect(create("web")).toBe(
      `InvalidGroup.Duplicate: The security group 'web' already exists for VPC '${vpc.id}'`,
    );
    expect(create("default")).toBe("InvalidParameterValue: Cannot use reserved security group name: default");
    expect(create("sg-web")).toMatch(/^InvalidParameterValue/);
    expect(create("api")).toBeUndefined();
  });

  it("needs a VPC", () => {
    const { aws } = group();
    expect(refusal(() => aws.create("aws_security_group", { name: "x" }))).toBe(
      "VPCIdNotSpecified: No default VPC for this user",
    );
    expect(refusal(() => aws.create("aws_security_group", { name: "x", vpc_id: "vpc-0" }))).toMatch(
      /^InvalidVpcID\.NotFound/,
    );
  });

  it("is not deleted while another group's rule or an endpoint names it; its own rules go with it", () => {
    const { aws, vpc, own, rule } = group();
    rule({ referenced_security_group_id: own.id });
    const other = aws.create("aws_security_group", { name: "api", vpc_id: vpc.id });
    const naming = aws.create("aws_vpc_security_group_egress_rule", {
      security_group_id: other.id,
      ip_protocol: "-1",
      referenced_security_group_id: own.id,
    });
    const inUse = `DependencyViolation: resource ${own.id} has a dependent object`;
    expect(refusal(() => aws.delete(own))).toBe(inUse);
    aws.delete(naming);
    const endpoint = aws.create("aws_vpc_endpoint", {
      vpc_id: vpc.id,
      vpc_endpoint_type: "Interface",
      service_name: "com.amazonaws.eu-west-1.kms",
      security_group_ids: [own.id],
    });
    expect(refusal(() => aws.delete(own))).toBe(inUse);
    aws.delete(endpoint);
    aws.delete(own);
    expect(aws.cloud.listEverywhere("aws_vpc_security_group_ingress_rule")).toEqual([]);
  });

  it("keeps its VPC alive", () => {
    const { aws, vpc } = group();
    expect(refusal(() => aws.delete(vpc))).toMatch(/^DependencyViolation/);
  });
});

describe("a rule", () => {
  it("is there once", () => {
    const { rule } = group();
    rule({ cidr_ipv4: "10.0.0.0/16" });
    expect(refusal(() => rule({ cidr_ipv4: "10.0.0.0/16" }))).toBe(
      'InvalidPermission.Duplicate: the specified rule "peer: 10.0.0.0/16, TCP, from port: 443, to port: 443, ALLOW" already exists',
    );
    expect(refusal(() => rule({ cidr_ipv4: "10.0.0.0/16" }, "egress"))).toBeUndefined();
  });

  it.each([
    [{ cidr_ipv4: "10.0.0.1/16" }, /^InvalidParameterValue: Value \(10\.0\.0\.1\/16\) for parameter cidrIp/],
    [
      { cidr_ipv4: "10.0.0.0/16", from_port: 444 },
      /^InvalidParameterValue: .*Invalid TCP port range \(444-443\)/,
    ],
    [{ cidr_ipv4: "10.0.0.0/16", to_port: 65_536 }, /^InvalidParameterValue/],
    [{ cidr_ipv4: "10.0.0.0/16", from_port: null }, /^InvalidParameterValue/],
    [{ prefix_list_id: "pl-0" }, /^InvalidPrefixListID\.NotFound/],
    [
      { referenced_security_group_id: "sg-0" },
      /^InvalidGroup\.NotFound: The security group 'sg-0' does not exist/,
    ],
    [{ security_group_id: "sg-0", cidr_ipv4: "10.0.0.0/16" }, /^InvalidGroup\.NotFound/],
  ])("%j is refused", (more, message) => {
    const { rule } = group();
    expect(refusal(() => rule(more))).toMatch(message);
  });

  it("names no group of another VPC", () => {
    const { aws, rule } = group();
    const other = aws.create("aws_vpc", { cidr_block: "10.1.0.0/16" });
    const foreign = aws.create("aws_security_group", { name: "foreign", vpc_id: other.id });
    expect(refusal(() => rule({ referenced_security_group_id: foreign.id }))).toBe(
      "InvalidGroup.NotFound: You have specified two resources that belong to different networks.",
    );
  });

  it("is one of sixty in its direction; a prefix list counts as many times as it weighs", () => {
    const { aws, rule } = group();
    const list = aws.data("aws_ec2_managed_prefix_list", {
      name: "com.amazonaws.global.cloudfront.origin-facing",
    });
    rule({ prefix_list_id: list["id"] ?? null });
    const cidr = (number: number) => ({ cidr_ipv4: `10.0.${number}.0/24` });
    for (let number = 0; number < 5; number++) rule(cidr(number));
    expect(refusal(() => rule(cidr(5)))).toBe(
      "RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.",
    );
    expect(refusal(() => rule(cidr(5), "egress"))).toBeUndefined();
  });
});

describe("the default security group", () => {
  it("is taken over with the VPC's own id and loses its rules", () => {
    const { aws, vpc } = group();
    const adopted = aws.create("aws_default_security_group", { vpc_id: vpc.id, name: UNKNOWN });
    expect(adopted.id).toBe(vpc.attributes["default_security_group_id"]);
    expect(adopted.attributes).toMatchObject({ name: "default", ingress: [], egress: [] });
  });

  it("outlives terraform's destroy, closed as it was left, and goes with its VPC", () => {
    const { aws, vpc, own } = group();
    const adopted = aws.create("aws_default_security_group", { vpc_id: vpc.id });
    aws.delete(adopted);
    expect(aws.read(adopted)).toMatchObject({ ingress: [], egress: [] });
    aws.delete(own);
    aws.delete(vpc);
    expect(aws.read(adopted)).toBeUndefined();
  });

  it("needs a VPC", () => {
    expect(refusal(() => new AwsAccount().create("aws_default_security_group", { vpc_id: "vpc-0" }))).toMatch(
      /^InvalidVpcID\.NotFound/,
    );
  });
});
