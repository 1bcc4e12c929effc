import type { Gap } from "../gap";
import { ec2Answer } from "./answer";

/** Settings by the parameter that sets them and the element that shows them. */
const settings = [
  ["HttpTokens", "httpTokens"],
  ["HttpPutResponseHopLimit", "httpPutResponseHopLimit"],
  ["HttpEndpoint", "httpEndpoint"],
  ["InstanceMetadataTags", "instanceMetadataTags"],
] as const;

/** What a region's instances take for their metadata options when nobody says; "no-preference" unsets one. */
export function metadataDefaults(): Gap {
  const kept = new Map<string, Record<string, string>>();
  return {
    service: "ec2",
    moto: "lacks a region's defaults of instance metadata",
    async answer(call) {
      const current = kept.get(call.region) ?? {};
      if (call.operation === "GetInstanceMetadataDefaults") return ec2Answer(call, { accountLevel: current });
      if (call.operation !== "ModifyInstanceMetadataDefaults") return undefined;
      const changed = { ...current };
      for (const [parameter, element] of settings) {
        const value = call.form.get(parameter);
        if (value === null) continue;
        if (value === "no-preference" || value === "-1") delete changed[element];
        else changed[element] = value;
      }
      kept.set(call.region, changed);
      return ec2Answer(call, { return: true });
    },
  };
}
