import { createHash } from "node:crypto";
import * as http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { EndpointRequest, EndpointResponse } from "./message";

export interface LoopbackServerOptions {
  /** Answers a call; must not throw. Undefined cuts the connection without an answer. */
  readonly answer: (
    request: EndpointRequest,
  ) => EndpointResponse | undefined | Promise<EndpointResponse | undefined>;
  /** Host of a call that names none. */
  readonly host: string;
  /** Sentence for a host that nobody here answers for. */
  readonly refusal: (host: string) => string;
}

/** A server on a free port of the loopback interface. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves calls of AWS on loopback. It is used as a proxy (`HTTP_PROXY`), because clients put a bucket or an account in
 * front of the host and no such name resolves; tunnels to other hosts are refused, so that nothing leaves the machine.
 */
export async function serveOnLoopback(options: LoopbackServerOptions): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  let served = 0;
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const requestId = createHash("sha1")
        .update(`request ${++served}`)
        .digest("hex")
        .slice(0, 16)
        .toUpperCase();
      const request = read(incoming, Buffer.concat(chunks), requestId, options.host);
      void Promise.resolve(request ? options.answer(request) : malformed).then((response) => {
        if (response) send(outgoing, response, requestId);
        else incoming.socket.destroy();
      });
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("connect", (request, socket) => {
    // The caller may be gone by now; from here on nobody else listens for that.
    socket.on("error", () => socket.destroy());
    const sentence = options.refusal(request.url ?? "");
    socket.end(`HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/plain\r\n\r\n${sentence}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Clients keep their connections open; none of them has anything more to say.
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The answer to a call for a host that nobody here answers for. */
export function refusedHost(sentence: string): EndpointResponse {
  return { status: 502, headers: { "content-type": "text/plain" }, body: `${sentence}\n` };
}

const malformed: EndpointResponse = {
  status: 400,
  headers: { "content-type": "text/plain" },
  body: "The address of the request is malformed.\n",
};

/**
 * A request through a proxy names the whole address; one that was sent here directly says the host in a header.
 * @returns undefined when that is no address
 */
function read(
  incoming: http.IncomingMessage,
  body: Buffer,
  requestId: string,
  host: string,
): EndpointRequest | undefined {
  const target = incoming.url ?? "/";
  const address = target.startsWith("http://") ? target : `http://${incoming.headers.host ?? host}${target}`;
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

function send(outgoing: http.ServerResponse, response: EndpointResponse, requestId: string): void {
  outgoing.writeHead(response.status, {
    "x-amz-request-id": requestId,
    "x-amz-id-2": Buffer.from(requestId).toString("base64"),
    server: "AmazonS3",
    ...response.headers,
  });
  outgoing.end(response.body);
}
