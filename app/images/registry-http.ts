import * as http from "node:http";
import * as https from "node:https";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { UserError } from "../user-error";

/** Connections to registries, through the proxies of the shell. */
export interface RegistryAgents {
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
}

export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PATCH" | "PUT";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream needs a content-length among the headers. */
  readonly body?: Buffer | Readable;
}

export interface HttpResponse {
  /** That answered; with the port where it is not the usual one. */
  readonly host: string;
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Readable;
}

/** Nothing for so long ends a request: a registry that has gone silent. */
const SILENCE_MS = 60_000;

/**
 * Sends one request and waits for the head of the answer.
 * @throws UserError when the host cannot be reached or falls silent
 */
export async function send(
  { httpAgent, httpsAgent }: RegistryAgents,
  request: HttpRequest,
): Promise<HttpResponse> {
  const { method, url, headers = {}, body } = request;
  const secure = url.startsWith("https://");
  const options = { method, headers, timeout: SILENCE_MS };
  const outgoing = secure
    ? https.request(url, { ...options, agent: httpsAgent })
    : http.request(url, { ...options, agent: httpAgent });
  outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer for ${SILENCE_MS / 1000} seconds`)));
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    outgoing.once("response", resolve);
    outgoing.once("error", reject);
    outgoing.once("close", () => reject(new Error("the connection was closed")));
  });
  if (body instanceof Readable) {
    // A registry that refuses answers before it has read everything: that answer counts, not the broken pipe.
    pipeline(body, outgoing).catch(() => undefined);
  } else {
    outgoing.end(body);
  }
  const { host } = new URL(url);
  try {
    const response = await answered;
    return { host, status: response.statusCode ?? 0, headers: response.headers, body: response };
  } catch (error) {
    throw unreachable(host, error);
  }
}

/**
 * The whole body of an answer.
 * @throws BrokenConnection when it breaks off
 */
export async function readAll({ host, body }: HttpResponse): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of body) chunks.push(chunk as Buffer);
  } catch (error) {
    throw unreachable(host, error);
  }
  return Buffer.concat(chunks);
}

/** A connection that broke: the work may be tried again. */
export class BrokenConnection extends UserError {}

function unreachable(host: string, error: unknown): BrokenConnection {
  const { message, code } = error as NodeJS.ErrnoException;
  const reason = [code, message].filter((part) => part !== undefined && part !== "")[0] ?? "no reason given";
  return new BrokenConnection(
    `${host} could not be reached (${reason}): check the network, and run the command again.`,
    [],
    { cause: error },
  );
}
