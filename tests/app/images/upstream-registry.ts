import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { digestOf } from "../../../app/simulator/cloud/image-store";

/** A public registry on loopback: it asks for a bearer token, and keeps layers on another host. */
export interface UpstreamRegistry {
  readonly url: string;
  /** Every request: method, path, and what stood in its authorization. */
  readonly requests: readonly string[];
  /** How often the next layers break off in the middle. */
  breakLayers(times: number): void;
  /** Whether layers come with other content than their digest says. */
  corrupt: boolean;
  close(): Promise<void>;
}

export const INDEX = "application/vnd.oci.image.index.v1+json";
const IMAGE = "application/vnd.oci.image.manifest.v1+json";

const layers = ["layer of amd64", "layer of arm64"] as const;
const config = JSON.stringify({ architecture: "any", os: "linux" });
const platforms = layers.map((layer) =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: IMAGE,
    config: { digest: digestOf(config), size: config.length },
    layers: [{ digest: digestOf(layer), size: layer.length }],
  }),
);

/** An image of two platforms. */
export const index = JSON.stringify({
  schemaVersion: 2,
  mediaType: INDEX,
  manifests: platforms.map((manifest) => ({ digest: digestOf(manifest), size: manifest.length })),
});

export async function startUpstream(): Promise<UpstreamRegistry> {
  const requests: string[] = [];
  const state = { corrupt: false, toBreak: 0 };
  const manifests = new Map([index, ...platforms].map((body) => [digestOf(body), body]));
  const blobs = new Map([config, ...layers].map((body) => [digestOf(body), body]));
  const server = http.createServer((request, response) => {
    const { host = "", authorization = "-" } = request.headers;
    const path = request.url ?? "";
    requests.push(`${request.method} ${host.split(":")[0]} ${path} ${authorization}`);
    const deliver = (status: number, body = "", headers: http.OutgoingHttpHeaders = {}) =>
      response.writeHead(status, headers).end(body);
    if (path.startsWith("/token")) return deliver(200, JSON.stringify({ token: "anonymous" }));
    const blob = blobs.get(path.split("/").at(-1) ?? "");
    if (path.startsWith("/storage/")) {
      if (blob !== undefined && state.toBreak-- > 0) {
        response.writeHead(200, { "content-length": blob.length });
        response.write(blob.slice(0, 3));
        return setTimeout(() => response.destroy(), 5);
      }
      return deliver(200, state.corrupt ? "x".repeat(blob?.length ?? 0) : blob);
    }
    if (authorization !== "Bearer anonymous") {
      const realm = `http://localhost:${(server.address() as AddressInfo).port}/token`;
      return deliver(401, "", { "www-authenticate": `Bearer realm="${realm}",service=upstream` });
    }
    const reference = path.split("/").at(-1) ?? "";
    const manifest = manifests.get(reference === "1.0" ? digestOf(index) : reference);
    if (path.includes("/manifests/") && manifest !== undefined) {
      const type = manifest === index ? INDEX : IMAGE;
      return deliver(200, request.method === "HEAD" ? "" : manifest, { "content-type": type });
    }
    // Another host than the registry's, though the same server.
    if (blob !== undefined)
      return deliver(307, "", { location: `${realmless(server)}/storage/${reference}` });
    return deliver(
      404,
      JSON.stringify({ errors: [{ code: "MANIFEST_UNKNOWN", message: "manifest unknown" }] }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    breakLayers: (times) => (state.toBreak = times),
    get corrupt() {
      return state.corrupt;
    },
    set corrupt(value) {
      state.corrupt = value;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function realmless(server: http.Server): string {
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
