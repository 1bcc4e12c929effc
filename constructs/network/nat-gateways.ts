import { Eip } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import { UserError } from "../../app/user-error";

/** @see NatGateways */
export interface NatGatewaysProps {
  /** Start of the Name tags; the zone's letter follows. */
  readonly name: string;
  /** Public subnets by zone letter. */
  readonly publicSubnets: Readonly<Record<string, Subnet>>;
  /** One for all zones (cheaper; its zone takes the others' egress down with it) or one in each. */
  readonly count: "single" | "one-per-zone";
  /** The gateways start to work when this one is attached. */
  readonly internetGateway: InternetGateway;
}

/** NAT gateways in public subnets, each with an address of its own. */
export class NatGateways extends Construct {
  /** Id of the gateway that serves each zone, by zone letter. */
  readonly gatewayIds: Readonly<Record<string, string>>;
  /** The addresses that outgoing traffic comes from, for the allow lists of others. */
  readonly publicAddresses: readonly string[];

  constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    const zones = Object.entries(props.publicSubnets);
    const [first] = zones;
    if (!first) throw new UserError(`"${props.name}" has no public subnet for a NAT gateway.`);
    const build = ([letter, subnet]: [string, Subnet]): { gatewayId: string; publicAddress: string } => {
      const tags = { Name: `${props.name}-${letter}` };
      const dependsOn = [props.internetGateway];
      const address = new Eip(this, `${letter}-address`, { domain: "vpc", tags, dependsOn });
      const gateway = new NatGateway(this, letter, {
        allocationId: address.id,
        subnetId: subnet.id,
        connectivityType: "public",
        tags,
        dependsOn,
      });
      return { gatewayId: gateway.id, publicAddress: address.publicIp };
    };
    if (props.count === "single") {
      const { gatewayId, publicAddress } = build(first);
      this.gatewayIds = Object.fromEntries(zones.map(([letter]) => [letter, gatewayId]));
      this.publicAddresses = [publicAddress];
    } else {
      const built = zones.map((zone) => ({ letter: zone[0], ...build(zone) }));
      this.gatewayIds = Object.fromEntries(built.map(({ letter, gatewayId }) => [letter, gatewayId]));
      this.publicAddresses = built.map(({ publicAddress }) => publicAddress);
    }
  }
}
