import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { fullRecordName, isInZone, normalised, recordName } from "./dns-names";
import { blocks, text } from "../identifiers";
import { recordsOf } from "./public-dns";
import { CHANGE_SYNC_SECONDS } from "./zone";

export const record: TypeTable = {
  version: 2,
  facts: {
    allow_overwrite: { computed: true },
    name: { forceNew: true },
    type: { forceNew: true },
    zone_id: { forceNew: true },
  },
  api: {
    service: "Route 53",
    noun: "Route53 Record",
    create: "ChangeResourceRecordSets",
    read: "ListResourceRecordSets",
    delete: "ChangeResourceRecordSets",
  },
  behaviour: {
    identity: (attributes) =>
      ["zone_id", "name", "type", "set_identifier"]
        .map((part) => text(attributes[part]))
        .filter((part, index) => index < 3 || part !== "")
        .join("_"),
    computed: {
      allow_overwrite: () => null,
      fqdn: (attributes, context) => wholeName(attributes, context),
    },
    recomputedBy: [{ when: ["name"], attributes: ["fqdn"] }],
    references: [{ path: "zone_id", type: "aws_route53_zone", attribute: "id", missing: "NoSuchHostedZone" }],
    plan(planned) {
      planned["name"] = normalised(planned["name"], recordName);
      for (const alias of blocks(planned["alias"])) alias["name"] = normalised(alias["name"], recordName);
    },
    check: checkRecord,
    adopt: (attributes, context) =>
      attributes["allow_overwrite"] === true ? sameRecord(attributes, context) : undefined,
    created: (_, { cloud }) => cloud.wait(CHANGE_SYNC_SECONDS),
    updated: (_, { cloud }) => cloud.wait(CHANGE_SYNC_SECONDS),
    deleted: (_, { cloud }) => cloud.wait(CHANGE_SYNC_SECONDS),
  },
};

function checkRecord(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  const zone = zoneOf(attributes, context);
  if (!zone) return;
  const zoneName = text(zone.attributes["name"]);
  const name = wholeName(attributes, context);
  const type = text(attributes["type"]);
  if (!isInZone(name, zoneName)) {
    throw invalidBatch(`RRSet with DNS name ${name}. is not permitted in zone ${zoneName}.`);
  }
  if (type === "CNAME" && name === zoneName) {
    throw invalidBatch(
      `RRSet of type CNAME with DNS name ${name}. is not permitted at apex in zone ${zoneName}.`,
    );
  }
  if (!prior && attributes["allow_overwrite"] !== true && sameRecord(attributes, context)) {
    throw invalidBatch(
      `Tried to create resource record set [name='${name}.', type='${type}'] but it already exists`,
    );
  }
  refuseBesideCname(name, type, zone, context, prior);
}

/** Under a name with a CNAME there is nothing else (RFC 1034, section 3.6.2). */
function refuseBesideCname(
  name: string,
  type: string,
  zone: CloudObject,
  { cloud }: CallContext,
  prior?: Attributes,
): void {
  const others = recordsOf(zone, cloud).filter(
    ({ id, attributes }) =>
      attributes["fqdn"] === name && attributes["type"] !== type && id !== prior?.["id"],
  );
  const zoneName = text(zone.attributes["name"]);
  if (type === "CNAME" && others.length > 0) {
    throw invalidBatch(
      `RRSet of type CNAME with DNS name ${name}. is not permitted as it conflicts with other records with the ` +
        `same DNS name in zone ${zoneName}.`,
    );
  }
  if (others.some(({ attributes }) => attributes["type"] === "CNAME")) {
    throw invalidBatch(
      `RRSet of type ${type} with DNS name ${name}. is not permitted because a conflicting RRSet of type  CNAME ` +
        `with the same DNS name already exists in zone ${zoneName}.`,
    );
  }
}

/** The record set of the same name, type and set, whoever made it. */
function sameRecord(attributes: Attributes, context: CallContext): CloudObject | undefined {
  const zone = zoneOf(attributes, context);
  const name = wholeName(attributes, context);
  return (zone ? recordsOf(zone, context.cloud) : []).find(
    (other) =>
      other.attributes["fqdn"] === name &&
      other.attributes["type"] === attributes["type"] &&
      text(other.attributes["set_identifier"]) === text(attributes["set_identifier"]),
  );
}

function wholeName(attributes: Attributes, context: CallContext): string {
  const zone = zoneOf(attributes, context);
  return fullRecordName(text(attributes["name"]), text(zone?.attributes["name"]));
}

function zoneOf(attributes: Attributes, { cloud, ...place }: CallContext): CloudObject | undefined {
  return cloud.get("aws_route53_zone", text(attributes["zone_id"]), place);
}

/** Route 53 takes changes in batches and answers with a list of what is wrong in one. */
function invalidBatch(message: string): ApiError {
  return new ApiError("InvalidChangeBatch", `[${message}]`);
}
