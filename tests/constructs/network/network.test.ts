import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { placementOf } from "../../../constructs/estate/placement";
import { AccessGroup } from "../../../constructs/network/access-group";
import { FlowLogs } from "../../../constructs/network/flow-logs";
import { GatewayEndpoints } from "../../../constructs/network/gateway-endpoints";
import { InterfaceEndpoints } from "../../../constructs/network/interface-endpoints";
import { NatGateways } from "../../../constructs/network/nat-gateways";
import { SsmTunnel } from "../../../constructs/network/ssm-tunnel";
import { VpcRunner } from "../../../constructs/network/vpc-runner";
import { Vpc } from "../../../constructs/network/vpc";
import { all, configurationWith, only, statementsOf, type PlainStack } from "../configuration";

const placement = placementOf("111111111111", "eu-west-1");
const permissionsBoundaryArn = "arn:aws:iam::111111111111:policy/boundary";

describe("a VPC", () => {
  const configuration = configurationWith((stack) => {
    new Vpc(stack, "vpc", { name: "office", cidr: "10.0.0.0/16" });
  });

  it("resolves names inside, as private endpoints need", () => {
    expect(only(configuration, "aws_vpc")).toMatchObject({
      cidr_block: "10.0.0.0/16",
      enable_dns_support: true,
      enable_dns_hostnames: true,
    });
  });

  it("closes the default security group", () => {
    const group = only(configuration, "aws_default_security_group");
    expect(group.vpc_id).toBe("${aws_vpc.vpc.id}");
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
  });
});

describe("NAT gateways", () => {
  const build = (count: "single" | "one-per-zone") => {
    let nat: NatGateways | undefined;
    const configuration = configurationWith((stack) => {
      const { internetGateway, vpcId } = new Vpc(stack, "vpc", { name: "office", cidr: "10.0.0.0/16" });
      const subnet = (letter: string) => new Subnet(stack, `public-${letter}`, { vpcId });
      const publicSubnets = { a: subnet("a"), b: subnet("b"), c: subnet("c") };
      nat = new NatGateways(stack, "nat", { name: "nat", publicSubnets, count, internetGateway });
    });
    return { configuration, gatewayIds: nat?.gatewayIds ?? {}, publicAddresses: nat?.publicAddresses ?? [] };
  };

  it("stand in every zone, each with an address, so that no zone depends on another", () => {
    const { configuration, gatewayIds, publicAddresses } = build("one-per-zone");
    expect(Object.keys(all(configuration, "aws_nat_gateway"))).toEqual(["nat-a", "nat-b", "nat-c"]);
    expect(Object.keys(all(configuration, "aws_eip"))).toHaveLength(3);
    expect(new Set(Object.values(gatewayIds)).size).toBe(3);
    expect(publicAddresses).toHaveLength(3);
  });

  it("are one for all zones where money matters more", () => {
    const { configuration, gatewayIds, publicAddresses } = build("single");
    expect(Object.keys(all(configuration, "aws_nat_gateway"))).toEqual(["nat-a"]);
    expect(Object.keys(gatewayIds)).toEqual(["a", "b", "c"]);
    expect(new Set(Object.values(gatewayIds)).size).toBe(1);
    expect(publicAddresses).toHaveLength(1);
  });

  it("wait for the internet gateway", () => {
    const { configuration } = build("single");
    expect(only(configuration, "aws_nat_gateway").depends_on).toEqual([
      "aws_internet_gateway.vpc-internet-gateway",
    ]);
  });

  it("need a public subnet", () => {
    expect(() =>
      configurationWith((stack) => {
        const { internetGateway } = new Vpc(stack, "vpc", { name: "office", cidr: "10.0.0.0/16" });
        new NatGateways(stack, "nat", { name: "nat", publicSubnets: {}, count: "single", internetGateway });
      }),
    ).toThrow('"nat" has no public subnet');
  });
});

describe("interface endpoints", () => {
  const build = (services: readonly string[]) =>
    configurationWith((stack) => {
      new InterfaceEndpoints(stack, "endpoint", {
        vpcId: "vpc-1",
        vpcCidr: "10.0.0.0/16",
        placement,
        name: "endpoints",
        subnetIds: ["subnet-1", "subnet-2"],
        services,
      });
    });

  it("answer under the services' own names, in every zone", () => {
    const endpoints = all(build(["sts", "ecr.api"]), "aws_vpc_endpoint");
    expect(Object.keys(endpoints).sort()).toEqual(["endpoint-ecr-api", "endpoint-sts"]);
    expect(endpoints["endpoint-ecr-api"]).toMatchObject({
      service_name: "com.amazonaws.eu-west-1.ecr.api",
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
      subnet_ids: ["subnet-1", "subnet-2"],
    });
  });

  it("let in HTTPS from the VPC and nothing else", () => {
    const configuration = build(["sts"]);
    expect(only(configuration, "aws_vpc_security_group_ingress_rule")).toMatchObject({
      security_group_id: "${aws_security_group.endpoint-security-group.id}",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      cidr_ipv4: "10.0.0.0/16",
    });
    expect(configuration.resource).not.toHaveProperty("aws_vpc_security_group_egress_rule");
    expect(only(configuration, "aws_security_group")).not.toHaveProperty("ingress");
  });

  it("let only principals of the account pass", () => {
    const { OwnAccount } = statementsOf(only(build(["sts"]), "aws_vpc_endpoint").policy);
    expect(OwnAccount?.Condition).toEqual({ StringEquals: { "aws:PrincipalAccount": "111111111111" } });
  });

  it("let workloads exchange their tokens for roles of the account, with requests that nobody signs", () => {
    const { TokensForOwnRoles } = statementsOf(only(build(["sts"]), "aws_vpc_endpoint").policy);
    expect(TokensForOwnRoles).toMatchObject({
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Resource: ["arn:aws:iam::111111111111:role/*"],
    });
    expect(TokensForOwnRoles).not.toHaveProperty("Condition");
    expect(statementsOf(only(build(["kms"]), "aws_vpc_endpoint").policy)).not.toHaveProperty(
      "TokensForOwnRoles",
    );
  });

  it("leave out the policy that EKS Auth is not documented to take", () => {
    expect(only(build(["eks-auth"]), "aws_vpc_endpoint")).not.toHaveProperty("policy");
    expect(only(build(["eks"]), "aws_vpc_endpoint")).toHaveProperty("policy");
  });

  it("refuse a service twice", () => {
    expect(() => build(["sts", "sts"])).toThrow('the service "sts" twice');
  });
});

describe("gateway endpoints", () => {
  const configuration = configurationWith((stack) => {
    const routeTables = ["a", "b"].map((letter) => new RouteTable(stack, letter, { vpcId: "vpc-1" }));
    new GatewayEndpoints(stack, "gateway", { vpcId: "vpc-1", placement, name: "endpoint", routeTables });
  });

  it("serve every route table they are given", () => {
    for (const endpoint of Object.values(all(configuration, "aws_vpc_endpoint"))) {
      expect(endpoint).toMatchObject({
        vpc_endpoint_type: "Gateway",
        route_table_ids: ["${aws_route_table.a.id}", "${aws_route_table.b.id}"],
      });
    }
  });

  it("let the account's principals pass, and image layers and packages that AWS signs itself", () => {
    const statements = statementsOf(all(configuration, "aws_vpc_endpoint")["gateway-s3"]?.policy);
    expect(statements.OwnAccount?.Condition).toEqual({
      StringEquals: { "aws:PrincipalAccount": "111111111111" },
    });
    expect(statements.AwsOwnedBuckets).toMatchObject({
      Action: ["s3:GetObject"],
      Resource: [
        "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*",
        "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*",
      ],
    });
  });
});

describe("flow logs", () => {
  const configuration = configurationWith((stack) => {
    new FlowLogs(stack, "flow-logs", {
      vpcId: "vpc-1",
      placement,
      logGroupName: "drydock-dev-flow-logs",
      roleName: "drydock-dev-flow-logs",
      kmsKeyArn: "arn:kms",
      retentionDays: 14,
      permissionsBoundaryArn,
    });
  });

  it("record all traffic in an encrypted log group with an end", () => {
    expect(only(configuration, "aws_flow_log")).toMatchObject({ traffic_type: "ALL", vpc_id: "vpc-1" });
    expect(only(configuration, "aws_cloudwatch_log_group")).toMatchObject({
      kms_key_id: "arn:kms",
      retention_in_days: 14,
    });
  });

  it("cannot bring the log group back after it was destroyed", () => {
    const statements = Object.values(statementsOf(only(configuration, "aws_iam_role_policy").policy));
    for (const { Action } of statements) {
      for (const action of Action) expect(action).not.toMatch(/CreateLogGroup|\*/);
    }
  });

  it("are delivered for this account's flow logs only", () => {
    const { Service } = statementsOf(only(configuration, "aws_iam_role").assume_role_policy);
    expect(Service?.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": "111111111111" },
      ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:111111111111:vpc-flow-log/*" },
    });
  });
});

describe("access paths", () => {
  const tunnel = configurationWith((stack: PlainStack) => {
    new SsmTunnel(stack, "tunnel", {
      placement,
      vpcCidr: "10.0.0.0/16",
      securityGroupId: "sg-access",
      subnetId: "subnet-1",
      name: "drydock-dev-tunnel",
      instanceType: "t3.micro",
      imageName: "al2023-ami-2023.1.20260101.0-kernel-6.1-x86_64",
      kmsKeyArn: "arn:kms",
      permissionsBoundaryArn,
    });
  });

  it("have no way in: neither the tunnel nor the runner has an ingress rule", () => {
    const runner = configurationWith((stack) => {
      new VpcRunner(stack, "runner", { securityGroupId: "sg-access" });
    });
    const group = configurationWith((stack) => {
      new AccessGroup(stack, "access", { vpcId: "vpc-1", name: "access" });
    });
    expect(only(group, "aws_security_group")).not.toHaveProperty("ingress");
    for (const configuration of [tunnel, runner]) {
      expect(configuration.resource).not.toHaveProperty("aws_vpc_security_group_ingress_rule");
      expect(only(configuration, "aws_vpc_security_group_egress_rule")).toMatchObject({
        security_group_id: "sg-access",
        from_port: 443,
        to_port: 443,
        ip_protocol: "tcp",
      });
    }
  });

  it("harden the tunnel's host: no public address, session tokens for metadata, encrypted disk", () => {
    expect(only(tunnel, "aws_instance")).toMatchObject({
      associate_public_ip_address: false,
      metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 },
      root_block_device: { encrypted: true, kms_key_id: "arn:kms", volume_type: "gp3" },
    });
  });

  it("pin the tunnel's image by its exact name, deprecated or not", () => {
    expect(tunnel.data.aws_ami?.["tunnel-image"]).toMatchObject({
      owners: ["amazon"],
      include_deprecated: true,
      filter: [{ name: "name", values: ["al2023-ami-2023.1.20260101.0-kernel-6.1-x86_64"] }],
    });
  });

  it("give the tunnel's host Systems Manager and nothing else", () => {
    expect(only(tunnel, "aws_iam_role_policy_attachment").policy_arn).toBe(
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    );
    expect(tunnel.resource).not.toHaveProperty("aws_iam_role_policy");
    expect(only(tunnel, "aws_iam_role").permissions_boundary).toBe(permissionsBoundaryArn);
  });
});
