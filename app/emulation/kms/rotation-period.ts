import { amended, jsonOf } from "../json-protocol";
import type { Gap } from "../gap";
import { keyId } from "./key-id";

/** Days when the call names none. Source: KMS API reference, EnableKeyRotation. */
const DEFAULT_DAYS = 365;

/** Keeps the rotation period of a key, in days; without it every second plan would set it again. */
export function rotationPeriod(): Gap {
  const days = new Map<string, number>();
  return {
    service: "kms",
    moto: "forgets how often a key rotates (RotationPeriodInDays)",
    async answer(call, moto) {
      if (call.operation !== "EnableKeyRotation" && call.operation !== "GetKeyRotationStatus")
        return undefined;
      const input = jsonOf(call);
      const key = `${call.region} ${keyId(input)}`;
      const response = await moto.forward(call);
      if (response.status !== 200) return response;
      if (call.operation === "EnableKeyRotation") {
        const asked = input["RotationPeriodInDays"];
        days.set(key, typeof asked === "number" ? asked : (days.get(key) ?? DEFAULT_DAYS));
        return response;
      }
      return amended(response, (status) =>
        status["KeyRotationEnabled"] === true
          ? { ...status, RotationPeriodInDays: days.get(key) ?? DEFAULT_DAYS }
          : status,
      );
    },
  };
}
