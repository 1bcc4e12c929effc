import type { CloudObject } from "../../behaviour";
import type { Cloud } from "../../cloud/cloud";
import { serverSet } from "../../cloud/delegation-register";
import { isInZone, upwards } from "./dns-names";
import { blocks, text, texts } from "../identifiers";

/**
 * What a resolver on the internet sees: records of public zones to which a chain of delegations leads. A zone that
 * nobody delegates to answers nobody, whatever is in it.
 */

/** The record set that the internet finds under a name, or undefined. @param name whole, without trailing dot */
export function publicRecord(name: string, type: string, cloud: Cloud): CloudObject | undefined {
  const zone = authority(name, cloud);
  return zone && recordsOf(zone, cloud).find((record) => isRecord(record, name, type));
}

/**
 * The CAA records that decide about a name: those of the name itself or else of the next name above it that has any
 * (RFC 8659, section 3). Names outside the zones of this cloud have none.
 */
export function caaRecords(name: string, cloud: Cloud): string[] {
  for (const above of upwards(name)) {
    const found = publicRecord(above, "CAA", cloud);
    if (found) return texts(found.attributes["records"]);
  }
  return [];
}

/** The records of a zone, those that came with it among them. */
export function recordsOf(zone: CloudObject, cloud: Cloud): CloudObject[] {
  return cloud.findAllBy("aws_route53_record", "zone_id", zone.id);
}

export function isRecord(record: CloudObject, name: string, type: string): boolean {
  return text(record.attributes["fqdn"]) === name && text(record.attributes["type"]) === type;
}

/** Whether the zone answers inside VPCs only. */
export function isPrivate(zone: CloudObject): boolean {
  return blocks(zone.attributes["vpc"]).length > 0;
}

/** The zone that the internet asks for a name: the longest one that is delegated. */
function authority(name: string, cloud: Cloud): CloudObject | undefined {
  return publicZones(cloud)
    .filter((zone) => isInZone(name, zoneNameOf(zone)) && isDelegated(zone, cloud))
    .sort((one, other) => zoneNameOf(other).length - zoneNameOf(one).length)[0];
}

/** By the outside world, or by an NS record in a zone of this cloud that is itself delegated. */
function isDelegated(zone: CloudObject, cloud: Cloud): boolean {
  const name = zoneNameOf(zone);
  const servers = texts(zone.attributes["name_servers"]);
  if (cloud.delegations.names(name, servers)) return true;
  return publicZones(cloud)
    .filter((parent) => isInZone(name, zoneNameOf(parent)) && zoneNameOf(parent) !== name)
    .some((parent) =>
      recordsOf(parent, cloud).some(
        (record) =>
          isRecord(record, name, "NS") &&
          serverSet(texts(record.attributes["records"])) === serverSet(servers) &&
          isDelegated(parent, cloud),
      ),
    );
}

function publicZones(cloud: Cloud): CloudObject[] {
  return cloud.listEverywhere("aws_route53_zone").filter((zone) => !isPrivate(zone));
}

function zoneNameOf(zone: CloudObject): string {
  return text(zone.attributes["name"]);
}
