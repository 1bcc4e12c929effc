import * as http from "node:http";
import type { EndpointResponse } from "../simulator/state-endpoint/message";
import type { AwsCall } from "./aws-call";

/** What belongs to one connection and is not passed on. */
const ofTheConnection = new Set([
  "connection",
  "proxy-connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "host",
  "expect",
]);

/** Moto's server, to which calls are passed on. */
export interface Moto {
  forward(call: AwsCall): Promise<EndpointResponse>;
}

/** Moto over HTTP. */
export class MotoClient implements Moto {
  private readonly agent = new http.Agent({ keepAlive: true });

  constructor(private readonly port: number) {}

  /** Passes a call on as it was sent. */
  forward(call: AwsCall): Promise<EndpointResponse> {
    const headers = Object.fromEntries(
      Object.entries(call.headers).filter(
        ([name, value]) => value !== undefined && !ofTheConnection.has(name),
      ),
    ) as Record<string, string>;
    const query = call.query.size > 0 ? `?${call.query.toString()}` : "";
    return new Promise((resolve, reject) => {
      const request = http.request({
        agent: this.agent,
        host: "127.0.0.1",
        port: this.port,
        method: call.method,
        path: `${call.path}${query}`,
        headers: { ...headers, "content-length": String(call.body.length) },
      });
      request.once("error", reject);
      request.once("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () =>
          resolve({
            status: response.statusCode ?? 500,
            headers: Object.fromEntries(
              Object.entries(response.headers)
                .filter(([name]) => !ofTheConnection.has(name))
                .map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : (value ?? "")]),
            ),
            body: Buffer.concat(chunks),
          }),
        );
      });
      request.end(call.body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
