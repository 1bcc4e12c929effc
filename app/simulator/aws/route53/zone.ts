import { createHash } from "node:crypto";
import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { normalised, zoneName } from "./dns-names";
import { blocks, text, texts } from "../identifiers";
import { isPrivate, recordsOf } from "./public-dns";
import { quota } from "../quotas";

/**
 * Seconds from a change (PENDING) until all name servers know it (INSYNC); the provider waits for it after every
 * change. Source: Route 53 API reference, GetChange, and the provider's waiter, which first looks after 10 to 30.
 */
export const CHANGE_SYNC_SECONDS = 30;

/** The four name servers of every private zone, as its NS record lists them. */
const PRIVATE_NAME_SERVERS = [
  "ns-0.awsdns-00.com.",
  "ns-1024.awsdns-00.org.",
  "ns-1536.awsdns-00.co.uk.",
  "ns-512.awsdns-00.net.",
];

/** The domains of Route 53's name servers, with the number that the 512 of each begin at. */
const SERVER_DOMAINS = [
  ["com", 0],
  ["net", 512],
  ["org", 1024],
  ["co.uk", 1536],
] as const;

export const zone: TypeTable = {
  facts: {
    comment: { default: "Managed by Terraform" },
    delegation_set_id: { forceNew: true },
    enable_accelerated_recovery: { computed: true },
    force_destroy: { default: false },
    name: { forceNew: true },
    tags_all: { computed: true },
    "vpc.vpc_region": { computed: true },
  },
  api: {
    service: "Route 53",
    noun: "Route53 Hosted Zone",
    create: "CreateHostedZone",
    read: "GetHostedZone",
    update: "AssociateVPCWithHostedZone",
    delete: "DeleteHostedZone",
  },
  behaviour: {
    identity: (_, context) => `Z0${context.id("", 19).toUpperCase()}`,
    computed: {
      arn: (attributes) => `arn:aws:route53:::hostedzone/${text(attributes["id"])}`,
      enable_accelerated_recovery: () => false,
      name_servers: (attributes) =>
        blocks(attributes["vpc"]).length > 0
          ? PRIVATE_NAME_SERVERS
          : nameServers(text(attributes["id"])).sort(),
      primary_name_server: (attributes) => texts(attributes["name_servers"])[0] ?? null,
      zone_id: (attributes) => text(attributes["id"]),
    },
    references: [{ path: "vpc.vpc_id", type: "aws_vpc", attribute: "id", missing: "InvalidVPCId" }],
    plan(planned) {
      planned["name"] = normalised(planned["name"], zoneName);
    },
    check: checkZone,
    created(object, context) {
      const { cloud } = context;
      sayRegions(object, context);
      const servers = texts(object.attributes["name_servers"]);
      addOwnRecords(object, servers, context);
      if (!isPrivate(object)) cloud.delegations.zoneMade(text(object.attributes["name"]), servers);
      cloud.wait(CHANGE_SYNC_SECONDS);
    },
    updated(object, context) {
      sayRegions(object, context);
      context.cloud.wait(CHANGE_SYNC_SECONDS);
    },
    beforeDelete(object, { cloud }) {
      const others = recordsOf(object, cloud).filter((record) => !isOwnRecord(record, object));
      if (object.attributes["force_destroy"] === true) {
        for (const record of others) cloud.discard(record);
      } else if (others.length > 0) {
        throw new ApiError(
          "HostedZoneNotEmpty",
          "The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
        );
      }
    },
    deleted: (_, { cloud }) => cloud.wait(CHANGE_SYNC_SECONDS),
  },
};

/** Whether a record is one of the two that Route 53 makes with a zone and that go with it. */
export function isOwnRecord(record: CloudObject, of: CloudObject): boolean {
  const { fqdn, type } = record.attributes;
  return fqdn === of.attributes["name"] && (type === "NS" || type === "SOA");
}

function checkZone(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  const { cloud } = context;
  const wasPrivate = blocks(prior?.["vpc"]).length > 0;
  const vpcs = blocks(attributes["vpc"]);
  if (prior && !wasPrivate && vpcs.length > 0) {
    const [first] = vpcs;
    throw new ApiError(
      "PublicZoneVPCAssociation",
      `Attempting to associate public zone: ${text(prior["id"])} with vpc: ${text(first?.["vpc_id"])}`,
    );
  }
  if (prior && wasPrivate && vpcs.length === 0) {
    throw new ApiError(
      "LastVPCAssociation",
      "The VPC is the last one that the private zone is associated with.",
    );
  }
  const zones = cloud.list("aws_route53_zone", context);
  if (!prior && zones.length >= quota(cloud, "L-4EA4796A")) {
    throw new ApiError(
      "TooManyHostedZones",
      "Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more hosted zones.",
    );
  }
  for (const vpc of vpcs) refuseSameNameInVpc(text(attributes["name"]), vpc, zones, context, prior);
}

/** Two private zones of one name in one VPC would be two answers; two public ones are allowed, with other servers. */
function refuseSameNameInVpc(
  name: string,
  vpc: Attributes,
  zones: readonly CloudObject[],
  { region }: CallContext,
  prior?: Attributes,
): void {
  const vpcId = text(vpc["vpc_id"]);
  const rival = zones.find(
    (other) =>
      other.id !== prior?.["id"] &&
      other.attributes["name"] === name &&
      blocks(other.attributes["vpc"]).some((one) => one["vpc_id"] === vpcId),
  );
  if (!rival) return;
  throw new ApiError(
    "ConflictingDomainExists",
    `The VPC ${vpcId} in region ${text(vpc["vpc_region"]) || region} has already been associated with the hosted ` +
      `zone ${rival.id} with the same domain name.`,
  );
}

/** A VPC that is given without its region is in the provider's. */
function sayRegions(object: CloudObject, { cloud, region }: CallContext): void {
  const vpcs = blocks(object.attributes["vpc"]);
  if (vpcs.length === 0) return;
  cloud.change(object, {
    vpc: vpcs.map((vpc) => ({ ...vpc, vpc_region: text(vpc["vpc_region"]) || region })),
  });
}

/** The NS and SOA records, without which there is no zone. */
function addOwnRecords(object: CloudObject, servers: readonly string[], { cloud }: CallContext): void {
  const name = text(object.attributes["name"]);
  const dotted = servers.map((server) => server.replace(/\.?$/, "."));
  const own: readonly [string, number, string[]][] = [
    ["NS", 172_800, dotted],
    ["SOA", 900, [`${dotted[0] ?? ""} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`]],
  ];
  for (const [type, ttl, records] of own) {
    const id = `${object.id}_${name}_${type}`;
    cloud.addOwned(object, "aws_route53_record", id, {
      id,
      zone_id: object.id,
      name,
      fqdn: name,
      type,
      ttl,
      records,
    });
  }
}

/** Four servers, one of each domain, that follow from the zone's id: another zone gets others. */
function nameServers(zoneId: string): string[] {
  const digest = createHash("sha256").update(zoneId).digest();
  return SERVER_DOMAINS.map(([domain, first], index) => {
    const number = first + (digest.readUInt16BE(index * 4) % 512);
    const set = String(digest.readUInt16BE(index * 4 + 2) % 64).padStart(2, "0");
    return `ns-${number}.awsdns-${set}.${domain}`;
  });
}
