import type { Gap } from "../gap";
import { amendedXml } from "../xml-protocol";

/**
 * Changes of zones and records. They are in force at once here, and the provider would still look a quarter of a
 * minute later, and again for each change; without the change's id in the answer it does not.
 */
export function changesInForce(): Gap {
  return {
    service: "route53",
    moto: "makes the provider wait a quarter of a minute for each change of a zone, although it is in force",
    async answer(call, moto) {
      const changes = call.method === "DELETE" || /\/hostedzone(\/[^/]+\/rrset\/?)?$/.test(call.path);
      if (call.method === "GET" || !changes) return undefined;
      return amendedXml(await moto.forward(call), (content) => {
        delete content["ChangeInfo"];
      });
    },
  };
}
