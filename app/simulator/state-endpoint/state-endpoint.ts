import * as http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createHash } from "node:crypto";
import type { Cloud } from "../cloud/cloud";
import { accountCredentials } from "./credentials";
import { Disturbance } from "./disturbance";
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
 * Starts the endpoint. It is used as a proxy (`HTTP_PROXY`), because clients put the bucket in front of the host and
 * no such name resolves; hosts of no service are refused, so that nothing leaves the machine.
 */
export async function startStateEndpoint(
  cloud: Cloud,
  options: StateEndpointOptions = {},
): Promise<StateEndpoint> {
  const disturbance = new Disturbance();
  const sockets = new Set<Socket>();
  let served = 0;
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      if (disturbance.takesDown()) return void incoming.socket.destroy();
      const requestId = createHash("sha1")
        .update(`request ${++served}`)
        .digest("hex")
        .slice(0, 16)
        .toUpperCase();
      const request = read(incoming, Buffer.concat(chunks), requestId);
      const response = request ? respond(cloud, disturbance, request) : BAD_REQUEST;
      send(outgoing, response, requestId);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("connect", (request, socket) => {
    // The caller may be gone by now; from here on nobody else listens for that.
    socket.on("error", () => socket.destroy());
    socket.end(`HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/plain\r\n\r\n${refusal(request.url ?? "")}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Clients keep their connections open; none of them has anything more to say.
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function credentialVariables(account: string): Record<string, string> {
  const { accessKeyId, secretAccessKey } = accountCredentials(account);
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

const BAD_REQUEST: EndpointResponse = {
  status: 400,
  headers: { "content-type": "text/plain" },
  body: "The address of the request is malformed.\n",
};

/**
 * A request through a proxy names the whole address; one that was sent here directly says the host in a header.
 * @returns undefined when that is no address
 */
function read(incoming: http.IncomingMessage, body: Buffer, requestId: string): EndpointRequest | undefined {
  const target = incoming.url ?? "/";
  const address = target.startsWith("http://")
    ? target
    : `http://${incoming.headers.host ?? S3_HOST}${target}`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(",") : value,
    ]),
  );
  return {
    method: incoming.method ?? "GET",
    host: url.hostname.toLowerCase(),
    path: url.pathname,
    query: url.searchParams,
    headers,
    body,
    requestId,
    endpoint: `http://127.0.0.1:${incoming.socket.localPort}`,
  };
}

function respond(cloud: Cloud, disturbance: Disturbance, request: EndpointRequest): EndpointResponse {
  const service = endpointServices.find((candidate) => candidate.takes(request));
  if (!service) {
    return { status: 502, headers: { "content-type": "text/plain" }, body: `${refusal(request.host)}\n` };
  }
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

function send(outgoing: http.ServerResponse, response: EndpointResponse, requestId: string): void {
  outgoing.writeHead(response.status, {
    "x-amz-request-id": requestId,
    "x-amz-id-2": Buffer.from(requestId).toString("base64"),
    server: "AmazonS3",
    ...response.headers,
  });
  outgoing.end(response.body);
}
