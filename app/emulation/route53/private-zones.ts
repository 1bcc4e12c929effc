import { asObject } from "../../terraform/json";
import type { Gap } from "../gap";
import { changedXml } from "../xml-protocol";

/** A zone that is created with a VPC is private, whether or not the call says so as well. */
export function privateZones(): Gap {
  return {
    service: "route53",
    moto: "takes a zone with a VPC for a public one, unless the call says twice that it is private",
    async answer(call, moto) {
      if (call.method !== "POST" || !call.path.endsWith("/hostedzone")) return undefined;
      const body = changedXml(call.body, (content) => {
        if (content["VPC"] === undefined) return;
        content["HostedZoneConfig"] = { ...asObject(content["HostedZoneConfig"]), PrivateZone: "true" };
      });
      return moto.forward({ ...call, body: Buffer.from(body) });
    },
  };
}
