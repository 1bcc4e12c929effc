import * as fs from "node:fs";
import { refusedHost, serveOnLoopback } from "../simulator/state-endpoint/loopback-server";
import type { EndpointRequest, EndpointResponse } from "../simulator/state-endpoint/message";
import { S3_HOST } from "../simulator/state-endpoint/s3-bucket-access";
import { ServiceError } from "../simulator/state-endpoint/service-error";
import { type AwsCall, readCall } from "./aws-call";
import { CallTally, type ServiceCalls, WatchedMoto } from "./call-tally";
import { failure } from "./failure";
import type { Gap } from "./gap";
import { type Moto, MotoClient } from "./moto";

/** Host of every service but S3: which one a call is for stands in its signature. */
const AWS_HOST = "aws.drydock.internal";

export interface EndpointOptions {
  /** Port of moto's server on loopback. */
  readonly motoPort: number;
  readonly gaps: readonly Gap[];
  /** Absolute path; one line for each call, with the answer where that is an error. */
  readonly logFile: string;
}

/** AWS on loopback: our own answers where moto has none or another one, and moto's for the rest. */
export interface EmulationEndpoint {
  /** `http://127.0.0.1:PORT`, for clients that name an endpoint and need no proxy. */
  readonly url: string;
  /** What was called so far. */
  readonly calls: readonly ServiceCalls[];
  /** Environment variables that lead terraform's backend and the real provider here. */
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts the endpoint. Calls without a signature and hosts that are not AWS's are refused. */
export async function startEmulationEndpoint(options: EndpointOptions): Promise<EmulationEndpoint> {
  const client = new MotoClient(options.motoPort);
  const tally = new CallTally();
  const log = fs.createWriteStream(options.logFile);
  const { url, close } = await serveOnLoopback({
    host: AWS_HOST,
    refusal,
    answer: async (request) => {
      const begun = performance.now();
      const call = readCall(pathStyle(request));
      if (!call || !isOurs(request.host)) return refusedHost(refusal(request.host));
      const moto = new WatchedMoto(client);
      const response = await respond(call, behind(options.gaps, moto));
      tally.add(call, { asked: moto.asked, status: response.status });
      log.write(logLine(call, response, performance.now() - begun));
      return response;
    },
  });
  return {
    url,
    get calls() {
      return tally.counts;
    },
    variables: {
      AWS_ENDPOINT_URL: `http://${AWS_HOST}`,
      AWS_ENDPOINT_URL_S3: `http://${S3_HOST}`,
      // The S3 backend follows the variables of single services only.
      AWS_ENDPOINT_URL_STS: `http://${AWS_HOST}`,
      AWS_ENDPOINT_URL_IAM: `http://${AWS_HOST}`,
      HTTP_PROXY: url,
      NO_PROXY: "",
    },
    close: async () => {
      await close();
      client.close();
      await new Promise<void>((resolve) => log.end(resolve));
    },
  };
}

/** Moto behind the gaps: each passes on to the next what does not concern it. */
function behind(gaps: readonly Gap[], moto: Moto): Moto {
  return gaps.reduceRight<Moto>(
    (next, gap) => ({
      forward: async (call) =>
        (gap.service === call.service ? await gap.answer(call, next) : undefined) ?? next.forward(call),
    }),
    moto,
  );
}

async function respond(call: AwsCall, moto: Moto): Promise<EndpointResponse> {
  try {
    const response = await moto.forward(call);
    if (response.status < 500) return response;
    // Not moto's own status: clients would try the same again for minutes.
    throw new ServiceError(400, "MotoFailure", `moto cannot answer ${describe(call)}; its log says why`);
  } catch (error) {
    if (error instanceof ServiceError) return failure(error, call);
    const message = error instanceof Error ? error.message : String(error);
    return failure(new ServiceError(400, "EndpointFailure", `${describe(call)}: ${message}`), call);
  }
}

/** AWS's names as the variables say them, or the endpoint's own address. */
function isOurs(host: string): boolean {
  return [AWS_HOST, S3_HOST, "127.0.0.1"].some((ours) => host === ours || host.endsWith(`.${ours}`));
}

/** `BUCKET.s3.…/KEY` as `/BUCKET/KEY`, which is the only form that moto understands on an address of numbers. */
function pathStyle(request: EndpointRequest): EndpointRequest {
  const { host, path } = request;
  if (!host.endsWith(`.${S3_HOST}`)) return request;
  return { ...request, path: `/${host.slice(0, -S3_HOST.length - 1)}${path}` };
}

function refusal(host: string): string {
  return `The emulated cloud answers signed calls for ${AWS_HOST} and ${S3_HOST} only; it was asked for ${host}.`;
}

function describe({ service, operation, method, path, query }: AwsCall): string {
  if (operation !== undefined) return `${service} ${operation}`;
  const settings = [...query.keys()].join("&");
  return `${service} ${method} ${path}${settings === "" ? "" : `?${settings}`}`;
}

function logLine(call: AwsCall, { status, body }: EndpointResponse, milliseconds: number): string {
  const error =
    status >= 400
      ? ` ${String(body ?? "")
          .replace(/\s+/g, " ")
          .slice(0, 300)}`
      : "";
  return `${new Date().toISOString()} ${call.region} ${describe(call)} ${status} ${milliseconds.toFixed(0)} ms${error}\n`;
}
