import type { Cloud } from "../cloud/cloud";
import { type Caller, identify, signedScope } from "./credentials";
import type { EndpointService } from "./endpoint-service";
import type { EndpointRequest, EndpointResponse } from "./message";
import { ServiceError } from "./service-error";

/** One call of a service that speaks AWS's JSON protocol. */
export interface JsonCall {
  readonly cloud: Cloud;
  readonly caller: Caller;
  /** Region that the call was signed for. */
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly request: EndpointRequest;
}

/** What a service with the JSON protocol states of itself. */
export interface JsonServiceOptions {
  readonly name: string;
  readonly host: string;
  /** Variable by which AWS's tools take another endpoint. */
  readonly variable: string;
  /** What stands before the operation in the header `X-Amz-Target`. */
  readonly target: string;
  /** Its code for too many requests. @default "ThrottlingException" */
  readonly throttling?: string;
  /** By name; each returns the members of the answer, or throws a ServiceError with the service's code. */
  readonly operations: Readonly<Record<string, (call: JsonCall) => Readonly<Record<string, unknown>>>>;
}

const TYPE = "application/x-amz-json-1.1";

/**
 * A service with AWS's JSON protocol: the operation in a header, arguments and answer as JSON.
 * Source: Smithy 2.0, "AWS JSON 1.1 protocol".
 */
export function jsonService(options: JsonServiceOptions): EndpointService {
  const { name, host, variable, throttling = "ThrottlingException" } = options;
  return {
    name,
    host,
    takes: (request) => request.host === host,
    answer: (cloud, request) => answer(options, cloud, request),
    failure: (error) => write(error.status, { __type: error.code, message: error.message, ...error.details }),
    throttled: () => new ServiceError(400, throttling, "Rate exceeded"),
    variables: () => ({ [variable]: `http://${host}` }),
  };
}

function answer(
  { target, operations }: JsonServiceOptions,
  cloud: Cloud,
  request: EndpointRequest,
): EndpointResponse {
  const [service, name = ""] = (request.headers["x-amz-target"] ?? "").split(".");
  const operation = service === target && Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation) {
    throw new ServiceError(400, "UnknownOperationException", `The simulated cloud has no operation ${name}.`);
  }
  const scope = signedScope(request.headers["authorization"], request.query);
  if (!scope) {
    throw new ServiceError(
      400,
      "MissingAuthenticationTokenException",
      "Request is missing Authentication Token",
    );
  }
  const caller = identify(scope.keyId, request.headers["x-amz-security-token"], cloud.clock, {
    unknown: new ServiceError(
      400,
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    ),
    expired: new ServiceError(
      400,
      "ExpiredTokenException",
      "The security token included in the request is expired",
    ),
  });
  return write(200, operation({ cloud, caller, region: scope.region, input: read(request), request }));
}

function read({ body }: EndpointRequest): Record<string, unknown> {
  try {
    const input: unknown = JSON.parse(body.toString() || "{}");
    if (typeof input === "object" && input !== null && !Array.isArray(input)) return { ...input };
  } catch {
    // Answered below, as what is no object is.
  }
  throw new ServiceError(400, "SerializationException", "The request is no JSON object.");
}

function write(status: number, content: Readonly<Record<string, unknown>>): EndpointResponse {
  return { status, headers: { "content-type": TYPE }, body: JSON.stringify(content) };
}
