import type { Cloud } from "../cloud/cloud";
import { accountCredentials } from "./credentials";
import { Disturbance } from "./disturbance";
import { refusedHost, serveOnLoopback } from "./loopback-server";
import type { EndpointRequest, EndpointResponse } from "./message";
import { S3_HOST } from "./s3-bucket-access";
import { ServiceError } from "./service-error";
import { endpointServices } from "./services";

/** The default account of the credentials that the endpoint hands out. */
const DEFAULT_ACCOUNT = "111111111111";

export interface StateEndpointOptions {
  /** Account of the credentials in `variables`, 12 digits. @default "111111111111" */
  readonly account?: string;
}

/**
 * Services of AWS on the loopback interface: S3 and STS for the S3 backend, `terraform_remote_state` and the account
 * guard, others for drydock's own commands.
 */
export interface StateEndpoint {
  /** Address of the proxy: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Environment variables that lead terraform, and drydock's own commands, here. */
  readonly variables: Readonly<Record<string, string>>;
  /** Credentials of another account, as environment variables. */
  credentials(account: string): Record<string, string>;
  /** Makes it unreachable, or throttle; for scenarios and tests. */
  readonly disturbance: Disturbance;
  close(): Promise<void>;
}

/**
 * Starts the endpoint. Hosts of no service are refused, so that nothing leaves the machine.
 */
export async function startStateEndpoint(
  cloud: Cloud,
  options: StateEndpointOptions = {},
): Promise<StateEndpoint> {
  const disturbance = new Disturbance();
  const { url, close } = await serveOnLoopback({
    answer: (request) => (disturbance.takesDown() ? undefined : respond(cloud, disturbance, request)),
    host: S3_HOST,
    refusal,
  });
  return {
    url,
    variables: {
      ...credentialVariables(options.account ?? DEFAULT_ACCOUNT),
      ...Object.assign({}, ...endpointServices.map((service) => service.variables(url))),
      HTTP_PROXY: url,
      NO_PROXY: "",
    },
    credentials: credentialVariables,
    disturbance,
    close,
  };
}

function credentialVariables(account: string): Record<string, string> {
  const { accessKeyId, secretAccessKey } = accountCredentials(account);
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

function respond(cloud: Cloud, disturbance: Disturbance, request: EndpointRequest): EndpointResponse {
  const service = endpointServices.find((candidate) => candidate.takes(request));
  if (!service) return refusedHost(refusal(request.host));
  try {
    disturbance.strike(service);
    return service.answer(cloud, request);
  } catch (error) {
    const failure =
      error instanceof ServiceError
        ? error
        : new ServiceError(500, "InternalError", `We encountered an internal error: ${String(error)}`);
    return service.failure(failure, request);
  }
}

function refusal(host: string): string {
  const hosts = endpointServices.map((service) => service.host);
  return `The simulated cloud answers for ${hosts.join(", ")} only; it was asked for ${host}.`;
}
