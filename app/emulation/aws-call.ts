import { signedScope } from "../simulator/state-endpoint/credentials";
import type { EndpointRequest } from "../simulator/state-endpoint/message";

/** How a service writes its calls; it decides how an answer and an error look. */
export type Protocol = "query" | "ec2" | "json" | "rest-json" | "rest-xml";

/** One call of an AWS API, read from its wire format. */
export interface AwsCall extends EndpointRequest {
  /** The service that it was signed for: "ec2", "kms", "elasticloadbalancing". */
  readonly service: string;
  readonly region: string;
  /** Access key that signed it. */
  readonly keyId: string;
  readonly protocol: Protocol;
  /** Name of the operation where the wire format has it (Query and JSON): "CreateKey". REST calls say it by method and path. */
  readonly operation?: string;
  /** Parameters of a Query call. */
  readonly form: URLSearchParams;
}

/** Services that are called by method and path. The others send an operation's name. */
const restServices: Readonly<Record<string, "rest-json" | "rest-xml">> = {
  s3: "rest-xml",
  route53: "rest-xml",
  cloudfront: "rest-xml",
  eks: "rest-json",
  lambda: "rest-json",
  backup: "rest-json",
};

/**
 * Reads a call: the service and region from its signature (AWS Signature Version 4 has them in the credential's scope),
 * the operation from the header of the JSON protocols or from the form of the Query protocol.
 * @returns undefined for a call without a signature
 */
export function readCall(request: EndpointRequest): AwsCall | undefined {
  const authorization = request.headers["authorization"];
  const scope = signedScope(authorization, request.query);
  const service = serviceOf(authorization, request.query);
  if (scope === undefined || service === undefined) return undefined;
  const signed = { ...request, service, ...scope };
  const rest = restServices[service];
  if (rest) return { ...signed, protocol: rest, form: new URLSearchParams() };
  const target = request.headers["x-amz-target"];
  if (target !== undefined) {
    const operation = target.slice(target.lastIndexOf(".") + 1);
    return { ...signed, protocol: "json", operation, form: new URLSearchParams() };
  }
  const form = new URLSearchParams([...request.query, ...new URLSearchParams(request.body.toString())]);
  const operation = form.get("Action") ?? undefined;
  const protocol = service === "ec2" ? "ec2" : "query";
  return { ...signed, protocol, form, ...(operation !== undefined && { operation }) };
}

function serviceOf(authorization: string | undefined, query: URLSearchParams): string | undefined {
  const scope = /Credential=([^,\s]+)/.exec(authorization ?? "")?.[1] ?? query.get("X-Amz-Credential");
  return scope?.split("/")[3];
}

/** A call of the Query protocol by the same caller. */
export function queryCall(
  call: AwsCall,
  service: string,
  operation: string,
  parameters: Readonly<Record<string, string>>,
): AwsCall {
  const form = new URLSearchParams({ Action: operation, ...parameters });
  return {
    ...restCall(call, service, "POST", "/"),
    operation,
    protocol: "query",
    form,
    headers: { ...signedFor(call, service), "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from(form.toString()),
  };
}

/** A call by method and path, without a body, by the same caller. */
export function restCall(call: AwsCall, service: string, method: string, path: string): AwsCall {
  return {
    ...call,
    service,
    protocol: restServices[service] ?? "rest-json",
    method,
    path,
    query: new URLSearchParams(),
    form: new URLSearchParams(),
    headers: signedFor(call, service),
    body: Buffer.alloc(0),
  };
}

/** Moto reads the service from the signature and verifies nothing. */
function signedFor({ keyId, region }: AwsCall, service: string): Record<string, string> {
  const scope = `${keyId}/20260101/${region}/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` };
}
