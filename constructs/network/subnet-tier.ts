import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import { UserError } from "../../app/user-error";

/** One zone's part of a tier. */
export interface ZoneSubnet {
  /** Name of the availability zone: `eu-west-1a`. */
  readonly availabilityZone: string;
  /** Address range of the subnet. */
  readonly cidr: string;
}

/** Where a tier sends what is not for the VPC itself. */
export type DefaultRoute =
  | { readonly internetGatewayId: string }
  /** The NAT gateway of each zone, by the zone's letter. */
  | { readonly natGatewayIds: Readonly<Record<string, string>> }
  | "none";

/** @see SubnetTier */
export interface SubnetTierProps {
  readonly vpcId: string;
  /** Start of the Name tags; the zone's letter follows. */
  readonly name: string;
  /** One subnet a zone. */
  readonly zones: readonly ZoneSubnet[];
  readonly defaultRoute: DefaultRoute;
  /** Further tags of the subnets, such as the roles that load balancers look for. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

const ANYWHERE = "0.0.0.0/0";

/** The letter that ends a zone's name, which the ids of zonal resources carry: `a` of `eu-west-1a`. */
export function zoneLetter(availabilityZone: string): string {
  const letter = /\d([a-z])$/.exec(availabilityZone)?.[1];
  if (letter === undefined) {
    throw new UserError(`The availability zone "${availabilityZone}" does not end in a digit and a letter.`);
  }
  return letter;
}

/**
 * One subnet a zone, with route tables. A tier behind NAT gateways has a route table for each zone, so that a zone
 * leaves through its own gateway; the other tiers share one. No subnet gives public addresses by itself.
 */
export class SubnetTier extends Construct {
  /** By zone letter, in the order of the zones. */
  readonly subnets: Readonly<Record<string, Subnet>>;
  readonly routeTables: readonly RouteTable[];

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const letters = props.zones.map(({ availabilityZone }) => zoneLetter(availabilityZone));
    const repeated = letters.find((letter, index) => letters.indexOf(letter) !== index);
    if (repeated !== undefined) {
      throw new UserError(`The subnet tier "${props.name}" names the zone "${repeated}" twice.`);
    }

    const { defaultRoute } = props;
    const tables = new Map<string, RouteTable>();
    const table = (key: string, name: string): RouteTable => {
      const known = tables.get(key);
      if (known) return known;
      const created = new RouteTable(this, key, { vpcId: props.vpcId, tags: { Name: name } });
      tables.set(key, created);
      return created;
    };

    const subnets: Record<string, Subnet> = {};
    for (const { availabilityZone, cidr } of props.zones) {
      const letter = zoneLetter(availabilityZone);
      const subnet = new Subnet(this, letter, {
        vpcId: props.vpcId,
        availabilityZone,
        cidrBlock: cidr,
        mapPublicIpOnLaunch: false,
        tags: { Name: `${props.name}-${letter}`, ...props.tags },
      });
      subnets[letter] = subnet;
      const routeTable =
        typeof defaultRoute === "object" && "natGatewayIds" in defaultRoute
          ? table(`${letter}-routes`, `${props.name}-${letter}`)
          : table("routes", props.name);
      new RouteTableAssociation(this, `${letter}-association`, {
        subnetId: subnet.id,
        routeTableId: routeTable.id,
      });
      if (typeof defaultRoute === "object" && "natGatewayIds" in defaultRoute) {
        new Route(this, `${letter}-default-route`, {
          routeTableId: routeTable.id,
          destinationCidrBlock: ANYWHERE,
          natGatewayId: natGatewayOf(defaultRoute.natGatewayIds, letter),
        });
      }
    }
    const shared = tables.get("routes");
    if (shared && typeof defaultRoute === "object" && "internetGatewayId" in defaultRoute) {
      new Route(this, "default-route", {
        routeTableId: shared.id,
        destinationCidrBlock: ANYWHERE,
        gatewayId: defaultRoute.internetGatewayId,
      });
    }
    this.subnets = subnets;
    this.routeTables = [...tables.values()];
  }

  /** Ids of the subnets, in the order of the zones. */
  get subnetIds(): string[] {
    return Object.values(this.subnets).map((subnet) => subnet.id);
  }
}

function natGatewayOf(natGatewayIds: Readonly<Record<string, string>>, letter: string): string {
  const id = natGatewayIds[letter];
  if (id === undefined) {
    throw new UserError(
      `The zone "${letter}" has no NAT gateway; there is one for ${Object.keys(natGatewayIds).join(", ")}.`,
    );
  }
  return id;
}
