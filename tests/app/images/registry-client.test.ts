import * as http from "node:http";
import * as https from "node:https";
import * as net from "node:net";
import { RegistryClient } from "../../../app/images/registry-client";

/** What the registry was asked: path and authorization. */
let asked: string[];
let server: http.Server;
let answer: http.RequestListener;

beforeEach(async () => {
  asked = [];
  server = http.createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? "-"}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

function clientOf(scheme: "http" | "https"): { client: RegistryClient; host: string } {
  const host = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  // TLS in name only: what counts here is which address is shown what.
  const httpsAgent = Object.assign(new https.Agent(), {
    createConnection: (options: net.TcpNetConnectOpts) => net.connect(options),
  });
  const address = {
    url: `${scheme}://${host}`,
    registry: host,
    repository: "vault",
    authorization: "Basic s",
  };
  return { client: new RegistryClient(address, { httpAgent: new http.Agent(), httpsAgent }), host };
}

test("an answer that breaks off in the middle is a sentence, and no defect of ours", async () => {
  answer = (_, response) => {
    response.writeHead(200, { "content-length": 100 });
    response.write("{");
    setTimeout(() => response.destroy(), 5);
  };
  const { client, host } = clientOf("http");
  const sentence = new RegExp(`^${host} could not be reached \\(.+\\): check the network`);
  await expect(client.manifest("1.0")).rejects.toThrow(sentence);
  await expect(client.configuration(`sha256:${"0".repeat(64)}`)).rejects.toThrow(sentence);
});

test("credentials stay within TLS, also where the registry sends on to its own host", async () => {
  const { client, host } = clientOf("https");
  answer = (request, response) => {
    if (request.url?.startsWith("/plain") === true) return response.end("{}");
    const to =
      request.url?.includes("first") === true ? "/v2/vault/manifests/second" : `http://${host}/plain`;
    return response.writeHead(307, { location: to }).end();
  };
  await client.manifest("first");
  expect(asked).toEqual([
    "/v2/vault/manifests/first Basic s",
    "/v2/vault/manifests/second Basic s",
    "/plain -",
  ]);
});
