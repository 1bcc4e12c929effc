import type { JsonObject } from "../../terraform/json";

/** The id of the key that a call of KMS names by its id or its ARN. */
export function keyId(input: JsonObject): string {
  const named = String(input["KeyId"] ?? "");
  return named.slice(named.lastIndexOf("/") + 1);
}
