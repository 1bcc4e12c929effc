import type { EndpointResponse } from "../simulator/state-endpoint/message";
import { asObject, type JsonObject } from "../terraform/json";
import type { AwsCall } from "./aws-call";

/** The parameters of a call whose body is JSON; an empty object when it has none. */
export function jsonOf({ body }: AwsCall): JsonObject {
  return body.length === 0 ? {} : asObject(JSON.parse(body.toString()));
}

/** An answer in JSON. */
export function json(content: JsonObject, status = 200): EndpointResponse {
  const headers = { "content-type": "application/x-amz-json-1.1" };
  return { status, headers, body: JSON.stringify(content) };
}

/** What moto answered, changed. */
export function amended(
  response: EndpointResponse,
  change: (content: JsonObject) => JsonObject,
): EndpointResponse {
  const content = asObject(JSON.parse(String(response.body ?? "{}")));
  return { ...response, body: JSON.stringify(change(content)) };
}
