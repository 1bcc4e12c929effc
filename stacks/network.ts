import type { Construct } from "constructs";
import type { Environment } from "../app/environments/schema";
import { resourceName } from "../app/naming";
import { planSubnets, type SubnetTier as Tier } from "../app/network-plan";
import { EstateStack, type StackExports } from "../constructs/estate/estate-stack";
import { AccessGroup } from "../constructs/network/access-group";
import { FlowLogs } from "../constructs/network/flow-logs";
import { GatewayEndpoints } from "../constructs/network/gateway-endpoints";
import { InterfaceEndpoints } from "../constructs/network/interface-endpoints";
import { NatGateways } from "../constructs/network/nat-gateways";
import { SsmTunnel } from "../constructs/network/ssm-tunnel";
import { SubnetTier, type DefaultRoute, type ZoneSubnet } from "../constructs/network/subnet-tier";
import { VpcRunner } from "../constructs/network/vpc-runner";
import { Vpc } from "../constructs/network/vpc";
import type { AccountExports } from "./bootstrap";
import type { KeysExports } from "./keep-keys";

/** What the network offers to everything that runs in it. */
export interface NetworkExports {
  vpcId: string;
  /** Subnets in the order of the zones. */
  publicSubnetIds: readonly string[];
  privateSubnetIds: readonly string[];
  isolatedSubnetIds: readonly string[];
  /** Addresses that outgoing traffic comes from. */
  egressAddresses: readonly string[];
  /** Group of the machines through which Terraform reaches private endpoints; without members for `public-cidrs`. */
  accessSecurityGroupIds: readonly string[];
  /** Networks outside that reach endpoints of the estate; empty but for `public-cidrs`. */
  accessCidrs: readonly string[];
}

/** @see NetworkStack */
export interface NetworkStackProps {
  readonly environment: Environment;
  readonly account: StackExports<AccountExports>;
  readonly keys: StackExports<KeysExports>;
}

/** Services of AWS that machines and pods of the estate call, by the end of their endpoint's name. */
const ENDPOINT_SERVICES = [
  "autoscaling",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "elasticloadbalancing",
  "kms",
  "logs",
  "secretsmanager",
  "ssm",
  "ssmmessages",
  "sts",
] as const;

/**
 * Services that the host of the SSM tunnel registers and talks with; it reaches the VPC only, so no NAT gateway
 * stands in for them. Source: Systems Manager user guide, "Improve the security of EC2 instances by using VPC
 * endpoints for Systems Manager".
 */
const TUNNEL_SERVICES = ["ec2messages", "ssm", "ssmmessages"] as const;

/**
 * The services with a private endpoint. Subnets without a way out reach AWS through these and the gateway endpoints
 * only, so a stack that puts machines into the isolated tier adds what they call to those that are required.
 */
function endpointServices({ network, access }: Environment): readonly string[] {
  if (network.interfaceEndpoints === "all") return ENDPOINT_SERVICES;
  return access.via === "ssm-tunnel" ? TUNNEL_SERVICES : [];
}

/** The VPC of an environment: three tiers of subnets, ways out, private ways to AWS, records of all traffic. */
export class NetworkStack extends EstateStack {
  readonly exports: StackExports<NetworkExports>;

  constructor(scope: Construct, { environment, ...props }: NetworkStackProps) {
    super(scope, { lifetime: "disposable", part: "network", environments: [environment] });
    const account = this.read(props.account);
    const keys = this.read(props.keys);
    const { network, availabilityZones } = environment;
    const name = (...parts: string[]): string => resourceName(environment, ...parts);

    const { vpcId, internetGateway } = new Vpc(this, "vpc", { name: name("vpc"), cidr: network.vpcCidr });

    const plan = planSubnets(network, availabilityZones);
    const tier = (id: Tier, defaultRoute: DefaultRoute, tags?: Record<string, string>): SubnetTier => {
      const zones: ZoneSubnet[] = plan.filter((subnet) => subnet.tier === id);
      return new SubnetTier(this, id, { vpcId, name: name(id), zones, defaultRoute, tags });
    };
    // The role tags are where EKS and load balancer controllers look for subnets.
    const publicTier = tier(
      "public",
      { internetGatewayId: internetGateway.id },
      { "kubernetes.io/role/elb": "1" },
    );
    const nat = new NatGateways(this, "nat", {
      name: name("nat"),
      publicSubnets: publicTier.subnets,
      count: network.natGateways,
      internetGateway,
    });
    const privateTier = tier(
      "private",
      { natGatewayIds: nat.gatewayIds },
      { "kubernetes.io/role/internal-elb": "1" },
    );
    const isolatedTier = tier("isolated", "none");

    new GatewayEndpoints(this, "gateway-endpoint", {
      vpcId,
      placement: this.placement,
      name: name("endpoint"),
      routeTables: [...privateTier.routeTables, ...isolatedTier.routeTables],
    });
    const services = endpointServices(environment);
    if (services.length > 0) {
      new InterfaceEndpoints(this, "endpoint", {
        vpcId,
        vpcCidr: network.vpcCidr,
        placement: this.placement,
        name: name("endpoints"),
        subnetIds: privateTier.subnetIds,
        services,
      });
    }
    new FlowLogs(this, "flow-logs", {
      vpcId,
      placement: this.placement,
      logGroupName: name("flow-logs"),
      roleName: name("flow-logs"),
      kmsKeyArn: keys.logsKeyArn,
      retentionDays: environment.retention.flowLogsDays,
      permissionsBoundaryArn: account.permissionsBoundaryArn,
    });

    const access = new AccessGroup(this, "access", { vpcId, name: name("access") });
    this.wayIn(environment, {
      securityGroupId: access.securityGroup.id,
      subnetIds: privateTier.subnetIds,
      kmsKeyArn: keys.dataKeyArn,
      permissionsBoundaryArn: account.permissionsBoundaryArn,
    });
    this.exports = this.export<NetworkExports>({
      vpcId,
      publicSubnetIds: publicTier.subnetIds,
      privateSubnetIds: privateTier.subnetIds,
      isolatedSubnetIds: isolatedTier.subnetIds,
      egressAddresses: nat.publicAddresses,
      accessSecurityGroupIds: [access.securityGroup.id],
      accessCidrs: publicCidrs(environment),
    });
  }

  /** How Terraform reaches endpoints without a public address; see `access` in the environment's schema. */
  private wayIn(
    environment: Environment,
    place: {
      securityGroupId: string;
      subnetIds: readonly string[];
      kmsKeyArn: string;
      permissionsBoundaryArn: string;
    },
  ): void {
    const { access } = environment;
    // Each way in had a group of its own in 0.1.0.
    const group = "aws_security_group.access";
    if (access.via === "vpc-runner") {
      this.moved("aws_security_group.runner", group);
      new VpcRunner(this, "runner", place);
    }
    if (access.via !== "ssm-tunnel") return;
    this.moved("aws_security_group.tunnel-security-group", group);
    const [subnetId = ""] = place.subnetIds;
    new SsmTunnel(this, "tunnel", {
      ...place,
      subnetId,
      placement: this.placement,
      vpcCidr: environment.network.vpcCidr,
      name: resourceName(environment, "tunnel"),
      instanceType: access.instanceType,
      imageName: environment.versions.tunnelImage,
    });
  }
}

function publicCidrs({ access }: Environment): string[] {
  return access.via === "public-cidrs" ? Object.values(access.cidrs).sort() : [];
}
