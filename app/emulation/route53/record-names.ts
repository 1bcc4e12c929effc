import { asObject } from "../../terraform/json";
import { type AwsCall, restCall } from "../aws-call";
import type { Moto } from "../moto";
import { listedAs, parseXml } from "../xml-protocol";

const API = "/2013-04-01/hostedzone";

/** Names of all records of all public zones, each with its last dot. */
export async function recordNames(caller: AwsCall, moto: Moto): Promise<Set<string>> {
  const zones = await moto.forward(restCall(caller, "route53", "GET", API));
  const listing = asObject(parseXml(zones.body)["ListHostedZonesResponse"]);
  const names = new Set<string>();
  for (const { Id } of listedAs("HostedZone", listing["HostedZones"])) {
    const zone = String(Id).slice(String(Id).lastIndexOf("/") + 1);
    const records = await moto.forward(restCall(caller, "route53", "GET", `${API}/${zone}/rrset`));
    const sets = asObject(parseXml(records.body)["ListResourceRecordSetsResponse"])["ResourceRecordSets"];
    for (const { Name } of listedAs("ResourceRecordSet", sets)) names.add(String(Name));
  }
  return names;
}
