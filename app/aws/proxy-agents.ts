import * as http from "node:http";
import * as https from "node:https";
import * as net from "node:net";
import * as tls from "node:tls";

/**
 * Agents that go through the proxy that the variables name, as terraform does; the AWS SDK by itself goes through
 * none. `HTTP_PROXY` is for plain addresses and `HTTPS_PROXY` for the others, `NO_PROXY` lists hosts that are
 * reached directly, as are loopback addresses. Names in lower case serve as well.
 */
export function proxyAgents(variables: NodeJS.ProcessEnv): {
  httpAgent: http.Agent;
  httpsAgent: https.Agent;
} {
  const setting = (name: string): string => variables[name] ?? variables[name.toLowerCase()] ?? "";
  const direct = directHosts(setting("NO_PROXY"));
  return {
    httpAgent: plainAgent(proxyIn(setting("HTTP_PROXY")), direct),
    httpsAgent: tunnelAgent(proxyIn(setting("HTTPS_PROXY")), direct),
  };
}

function proxyIn(address: string): URL | undefined {
  if (address === "") return undefined;
  const text = address.includes("://") ? address : `http://${address}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}

type IsDirect = (host: string) => boolean;

function directHosts(list: string): IsDirect {
  const names = list
    .split(",")
    .map((name) => name.trim().replace(/^\*?\./, ""))
    .filter((name) => name !== "");
  return (host) =>
    /^(localhost|127\..*|\[?::1\]?)$/.test(host) ||
    names.some((name) => name === "*" || host === name || host.endsWith(`.${name}`));
}

const CONNECT_TIMEOUT_MS = 30_000;

/** Node's agents take a function that opens connections; the types of Node 20 do not say so. */
type Connect = (
  options: net.TcpNetConnectOpts & tls.ConnectionOptions,
  callback: (error: Error | null, socket?: net.Socket) => void,
) => net.Socket | undefined;

/** The request itself names its host in a header, which is all that the simulated cloud needs to find the service. */
function plainAgent(proxy: URL | undefined, isDirect: IsDirect): http.Agent {
  const agent = new http.Agent({ keepAlive: true });
  if (proxy === undefined) return agent;
  const connect: Connect = (options) =>
    isDirect(options.host ?? "") ? net.connect(options) : net.connect(placeOf(proxy));
  return Object.assign(agent, { createConnection: connect });
}

/** TLS from end to end, through a connection that the proxy opens on demand (CONNECT). */
function tunnelAgent(proxy: URL | undefined, isDirect: IsDirect): https.Agent {
  const agent = new https.Agent({ keepAlive: true });
  if (proxy === undefined) return agent;
  const connect: Connect = (options, callback) => {
    const host = options.host ?? "";
    if (isDirect(host)) return tls.connect(options);
    const target = `${host}:${options.port}`;
    const request = http.request({
      ...placeOf(proxy),
      method: "CONNECT",
      path: target,
      headers: { host: target, ...credentialsFor(proxy) },
      timeout: CONNECT_TIMEOUT_MS,
    });
    request.on("error", (error) => callback(error));
    request.on("timeout", () => request.destroy(new Error(`The proxy ${proxy.host} does not answer.`)));
    request.on("connect", (response, socket) => {
      if (response.statusCode === 200) {
        callback(null, tls.connect({ ...options, socket, servername: options.servername ?? host }));
        return;
      }
      socket.destroy();
      callback(new Error(`The proxy ${proxy.host} answers ${response.statusCode} for ${target}.`));
    });
    request.end();
    return undefined;
  };
  return Object.assign(agent, { createConnection: connect });
}

/** What a proxy that wants a user and password is shown: those of its address, as terraform shows them. */
function credentialsFor({ username, password }: URL): Record<string, string> {
  if (username === "") return {};
  const credentials = [username, password].map(decodeURIComponent).join(":");
  return { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
}

function placeOf(proxy: URL): { host: string; port: number } {
  return { host: proxy.hostname, port: Number(proxy.port) || 80 };
}
