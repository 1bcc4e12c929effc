import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";

/** @see PublicZone */
export interface PublicZoneProps {
  /** Domain name, lower case, without a trailing dot. */
  readonly name: string;
  /** What the zone is for, as shown in the console. */
  readonly comment: string;
  /** Certificate authorities that may issue for names of the zone, as they name themselves: `amazon.com`. */
  readonly certificateAuthorities: readonly string[];
  /** Name servers of the zones below, by their names relative to this one. @default - none */
  readonly delegations?: Readonly<Record<string, readonly string[]>>;
}

/** Who may issue changes rarely; an hour bounds how long a mistake is believed. */
const CAA_SECONDS = 3600;
/** A zone below that is made again gets other name servers: caches may not name the old ones for days. */
const DELEGATION_SECONDS = 3600;

/**
 * A public DNS zone that says which certificate authorities may issue for its names (CAA), and that leads to the
 * zones below it. Its name servers are AWS's choice and new for each new zone, so whoever delegates to it has to be
 * told again when it is made again.
 */
export class PublicZone extends Construct {
  readonly zone: Route53Zone;
  readonly caa: Route53Record;

  constructor(scope: Construct, id: string, props: PublicZoneProps) {
    super(scope, id);
    this.zone = new Route53Zone(this, RESOURCE, { name: props.name, comment: props.comment });
    // "issuewild" is stated although "issue" covers wildcards without it: the answer then needs no rule to read.
    this.caa = new Route53Record(this, "caa", {
      zoneId: this.zone.zoneId,
      name: props.name,
      type: "CAA",
      ttl: CAA_SECONDS,
      records: ["issue", "issuewild"].flatMap((tag) =>
        props.certificateAuthorities.map((authority) => `0 ${tag} "${authority}"`),
      ),
    });
    for (const [subdomain, servers] of Object.entries(props.delegations ?? {}).sort()) {
      new Route53Record(this, `delegation-${subdomain.replaceAll(".", "-")}`, {
        zoneId: this.zone.zoneId,
        name: `${subdomain}.${props.name}`,
        type: "NS",
        ttl: DELEGATION_SECONDS,
        records: [...servers].sort(),
      });
    }
  }

  /** Id of the zone, `Z…`. */
  get zoneId(): string {
    return this.zone.zoneId;
  }
}
