import { ServiceError } from "../../simulator/state-endpoint/service-error";
import { asObject, type JsonObject } from "../../terraform/json";
import type { AwsCall } from "../aws-call";
import type { Gap } from "../gap";
import { jsonOf } from "../json-protocol";
import type { Moto } from "../moto";

/** Calls that use a key, each of which answers with the key's ARN. */
const cryptographic =
  /^(Encrypt|Decrypt|ReEncrypt|GenerateDataKey\w*|Sign|Verify|GenerateMac|VerifyMac|DeriveSharedSecret)$/;

/**
 * Keys that are disabled or about to be deleted are of no use. Source: KMS developer guide, "Key states of AWS KMS
 * keys". Which key a ciphertext is under, moto's answer says; it is not passed on when that key may not be used.
 */
export function keyStates(): Gap {
  return {
    service: "kms",
    moto: "encrypts and decrypts with keys that are disabled or about to be deleted",
    async answer(call, moto) {
      if (!cryptographic.test(call.operation ?? "")) return undefined;
      const response = await moto.forward(call);
      if (response.status !== 200) return response;
      const { KeyId, SourceKeyId } = { ...jsonOf(call), ...asObject(JSON.parse(String(response.body))) };
      for (const key of [SourceKeyId, KeyId]) {
        if (typeof key === "string") requireUsable(await describeKey(key, call, moto));
      }
      return response;
    },
  };
}

async function describeKey(key: string, call: AwsCall, moto: Moto): Promise<JsonObject> {
  const { body } = await moto.forward({
    ...call,
    operation: "DescribeKey",
    headers: { ...call.headers, "x-amz-target": "TrentService.DescribeKey" },
    body: Buffer.from(JSON.stringify({ KeyId: key })),
  });
  return asObject(asObject(JSON.parse(String(body)))["KeyMetadata"]);
}

/** @throws ServiceError DisabledException, KMSInvalidStateException */
function requireUsable({ Arn, KeyState }: JsonObject): void {
  if (KeyState === "Disabled")
    throw new ServiceError(400, "DisabledException", `${String(Arn)} is disabled.`);
  if (KeyState === "PendingDeletion") {
    throw new ServiceError(400, "KMSInvalidStateException", `${String(Arn)} is pending deletion.`);
  }
}
