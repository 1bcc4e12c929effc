import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { EndpointRequest, EndpointResponse } from "../simulator/state-endpoint/message";
import { S3_HOST } from "../simulator/state-endpoint/s3-bucket-access";
import { ServiceError } from "../simulator/state-endpoint/service-error";
import { type AwsCall, readCall } from "./aws-call";
import { failure } from "./failure";
import type { Gap } from "./gap";
import { Moto } from "./moto";

const AWS_HOST = "aws.drydock.internal";

export interface EndpointOptions {
  /** Port of moto's server on loopback. */
  readonly motoPort: number;
  readonly gaps: readonly Gap[];
  /** Absolute path; one line for each call. */
  readonly logFile: string;
}

export interface EmulationEndpoint {
  /** Environment variables that lead terraform and its provider here. */
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startEmulationEndpoint(options: EndpointOptions): Promise<EmulationEndpoint> {
  const moto = new Moto(options.motoPort);
  const log = fs.createWriteStream(options.logFile);
  const sockets = new Set<Socket>();
  let served = 0;
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const requestId = createHash("sha1").update(`request ${++served}`).digest("hex").slice(0, 16).toUpperCase();
      const begun = performance.now();
      const request = read(incoming, Buffer.concat(chunks), requestId);
      const call = readCall(request);
      void respond(call, moto, options.gaps).then((response) => {
        log.write(
          `${new Date().toISOString()} ${call?.service} ${call?.operation ?? `${request.method} ${request.path}?${request.query}`} ${response.status} ${(performance.now() - begun).toFixed(0)}ms${response.status >= 400 ? ` ${response.body?.toString().slice(0,300).replace(/\s+/g," ")}` : ""}\n`,
        );
        outgoing.writeHead(response.status, { "x-amzn-requestid": requestId, ...response.headers });
        outgoing.end(response.body);
      });
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    variables: {
      AWS_ENDPOINT_URL: `http://${AWS_HOST}`,
      AWS_ENDPOINT_URL_S3: `http://${S3_HOST}`,
      AWS_ENDPOINT_URL_STS: `http://${AWS_HOST}`,
      AWS_ENDPOINT_URL_IAM: `http://${AWS_HOST}`,
      HTTP_PROXY: url,
      NO_PROXY: "",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    close: () =>
      new Promise((resolve) => {
        moto.close();
        server.close(() => log.end(resolve));
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function respond(call: AwsCall | undefined, moto: Moto, gaps: readonly Gap[]): Promise<EndpointResponse> {
  if (call === undefined) return { status: 403, body: "no signature" };
  try {
    for (const gap of gaps) {
      if (gap.service !== call.service) continue;
      const answer = await gap.answer(call, moto);
      if (answer) return answer;
    }
    const response = await moto.forward(call);
    if (response.status < 500) return response;
    throw new ServiceError(400, "MotoFailure", `moto cannot answer ${call.service} ${call.operation ?? `${call.method} ${call.path}`}`);
  } catch (error) {
    if (error instanceof ServiceError) return failure(error, call);
    return failure(new ServiceError(400, "EndpointFailure", String(error)), call);
  }
}

function read(incoming: http.IncomingMessage, body: Buffer, requestId: string): EndpointRequest {
  const target = incoming.url ?? "/";
  const url = new URL(target.startsWith("http://") ? target : `http://${incoming.headers.host}${target}`);
  const host = url.hostname.toLowerCase();
  const bucket = host.endsWith(`.${S3_HOST}`) ? `/${host.slice(0, -S3_HOST.length - 1)}` : "";
  return {
    method: incoming.method ?? "GET",
    host,
    path: bucket + url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]),
    ),
    body,
    requestId,
  };
}
