import * as http from "node:http";
import * as https from "node:https";
import * as net from "node:net";
import type { AddressInfo } from "node:net";
import { proxyAgents } from "../../../app/aws/proxy-agents";

let proxy: http.Server;
let address: string;
/** What the proxy was asked for: host of a plain request, target of a tunnel. */
let asked: string[];
let answerToTunnels: string;
/** What the last tunnel was asked for with. */
let shown: string | undefined;

beforeEach(async () => {
  asked = [];
  answerToTunnels = "HTTP/1.1 403 Forbidden\r\n\r\n";
  proxy = http.createServer((request, response) => {
    asked.push(request.headers.host ?? "");
    response.end("through the proxy");
  });
  proxy.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    shown = request.headers["proxy-authorization"];
    socket.end(answerToTunnels, () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterEach(() => {
  proxy.closeAllConnections();
  return new Promise((resolve) => proxy.close(resolve));
});

function get(url: string, variables: Record<string, string>): Promise<string> {
  const { httpAgent, httpsAgent } = proxyAgents(variables);
  const secure = url.startsWith("https:");
  return new Promise((resolve) => {
    const request = (secure ? https : http).get(
      url,
      { agent: secure ? httpsAgent : httpAgent },
      (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += chunk.toString()));
        response.on("end", () => resolve(body));
      },
    );
    request.on("error", (error) => resolve(error.message));
  }).then((text) => {
    httpAgent.destroy();
    httpsAgent.destroy();
    return String(text);
  });
}

test("a plain address is asked for through HTTP_PROXY, under a name that resolves nowhere", async () => {
  expect(await get("http://tagging.drydock.internal/", { HTTP_PROXY: address })).toBe("through the proxy");
  expect(await get("http://tagging.drydock.internal/", { http_proxy: address.slice(7) })).toBe(
    "through the proxy",
  );
  expect(asked).toEqual(["tagging.drydock.internal", "tagging.drydock.internal"]);
});

test("a secure address is asked for through a tunnel of HTTPS_PROXY", async () => {
  const sentence = await get("https://tagging.eu-west-1.amazonaws.com/", { HTTPS_PROXY: address });
  expect(sentence).toBe(`The proxy ${address.slice(7)} answers 403 for tagging.eu-west-1.amazonaws.com:443.`);
  answerToTunnels = "HTTP/1.1 200 OK\r\n\r\nno TLS from here on\r\n";
  expect(await get("https://example.com/", { HTTPS_PROXY: address })).toMatch(/SSL|TLS/);
  expect(asked).toEqual(["tagging.eu-west-1.amazonaws.com:443", "example.com:443"]);
});

test("a proxy that wants a user and a password is shown those of its address", async () => {
  await get("https://example.com/", { HTTPS_PROXY: address });
  expect(shown).toBeUndefined();
  await get("https://example.com/", { HTTPS_PROXY: address.replace("//", "//anna:p%40ss@") });
  expect(Buffer.from(shown?.replace("Basic ", "") ?? "", "base64").toString()).toBe("anna:p@ss");
});

test("loopback and what NO_PROXY lists are reached directly", async () => {
  const nobody = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => nobody.once("listening", resolve));
  const { port } = nobody.address() as AddressInfo;
  await new Promise((resolve) => nobody.close(resolve));
  expect(await get(`http://127.0.0.1:${port}/`, { HTTP_PROXY: address })).toContain("ECONNREFUSED");
  for (const list of ["sts.invalid", ".invalid", "*.invalid, other", "*"]) {
    const variables = { HTTP_PROXY: address, NO_PROXY: list };
    expect(await get("http://sts.invalid/", variables)).toMatch(/ENOTFOUND|EAI_AGAIN/);
  }
  expect(asked).toEqual([]);
});
