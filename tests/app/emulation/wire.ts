import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { type EmulationEndpoint, startEmulationEndpoint } from "../../../app/emulation/endpoint";
import { gaps } from "../../../app/emulation/gaps";
import { accountCredentials } from "../../../app/simulator/state-endpoint/credentials";

/** A call as moto got it. */
export interface Forwarded {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a test's moto says; a call that it has no answer for gets 500, as an operation that moto lacks. */
export type ScriptedMoto = (call: Forwarded) => Answer | undefined;

export interface Wire {
  readonly endpoint: EmulationEndpoint;
  /** Everything that moto was asked. */
  readonly forwarded: Forwarded[];
  /** One line for each call. */
  log(): string;
  json(service: string, target: string, content: object): Promise<Received>;
  query(service: string, parameters: Readonly<Record<string, string>>, keyId?: string): Promise<Received>;
  rest(method: string, url: string, options?: RestOptions): Promise<Received>;
  close(): Promise<void>;
}

export interface RestOptions {
  readonly service?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Received {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export const account = "111111111111";
const region = "eu-west-1";

/** The endpoint in front of a moto that a test writes, called as AWS's clients call it. */
export async function startWire(moto: ScriptedMoto): Promise<Wire> {
  const forwarded: Forwarded[] = [];
  const server = http.createServer((incoming, outgoing) => {
    let body = "";
    incoming.setEncoding("utf8").on("data", (text: string) => (body += text));
    incoming.on("end", () => {
      const call = {
        method: incoming.method ?? "",
        path: incoming.url ?? "",
        headers: incoming.headers,
        body,
      };
      forwarded.push(call);
      const answer = moto(call) ?? { status: 500, body: "<html>Internal Server Error</html>" };
      outgoing.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const logFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "drydock-wire-")), "calls.log");
  const motoPort = (server.address() as AddressInfo).port;
  const endpoint = await startEmulationEndpoint({ motoPort, gaps: gaps(account), logFile });
  const { HTTP_PROXY: proxy = "" } = endpoint.variables;
  const { accessKeyId } = accountCredentials(account);

  const rest: Wire["rest"] = (method, url, { service = "s3", body = "", headers = {} } = {}) =>
    send(proxy, method, url, { authorization: signature(service, accessKeyId), ...headers }, body);
  return {
    endpoint,
    forwarded,
    rest,
    json: (service, target, content) =>
      rest("POST", "http://aws.drydock.internal/", {
        service,
        body: JSON.stringify(content),
        headers: { "x-amz-target": target },
      }),
    query: (service, parameters, keyId = accessKeyId) =>
      rest("POST", "http://aws.drydock.internal/", {
        body: new URLSearchParams(parameters).toString(),
        headers: { authorization: signature(service, keyId) },
      }),
    log: () => fs.readFileSync(logFile, "utf8"),
    close: async () => {
      await endpoint.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function signature(service: string, keyId: string): string {
  return `AWS4-HMAC-SHA256 Credential=${keyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

/** Through the proxy, as terraform and the provider send it: with the whole address; or to the endpoint itself. */
export function send(
  proxy: string,
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Received> {
  const { hostname, port } = new URL(proxy);
  return new Promise((resolve, reject) => {
    const { host } = new URL(url, proxy);
    const request = http.request(
      {
        host: hostname,
        port,
        method,
        path: url,
        headers: { host, "content-length": Buffer.byteLength(body), ...headers },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      },
    );
    request.once("error", reject);
    request.end(body);
  });
}
