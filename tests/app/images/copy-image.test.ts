import { proxyAgents } from "../../../app/aws/proxy-agents";
import { copyImage } from "../../../app/images/copy-image";
import { RegistryClient } from "../../../app/images/registry-client";
import { digestOf } from "../../../app/simulator/cloud/image-store";
import { freePort } from "../../servers/ports";
import { startRegistry, type RegistryFixture } from "./simulated-registry";
import { index, INDEX, startUpstream, type UpstreamRegistry } from "./upstream-registry";

let upstream: UpstreamRegistry;
let fixture: RegistryFixture;

beforeEach(async () => {
  upstream = await startUpstream();
  fixture = await startRegistry("dev");
  fixture.makeRepositories();
});
afterEach(() => Promise.all([upstream.close(), fixture.close()]));

const sourceAt = (url: string) =>
  new RegistryClient(
    { url, registry: "upstream.example", repository: "library/vault" },
    proxyAgents(fixture.variables),
  );

async function copy(reference = "1.0", url = upstream.url) {
  const target = (await fixture.open()).repository("vault");
  const seen: number[] = [];
  const digest = await copyImage({
    source: sourceAt(url),
    reference,
    target,
    tag: "1.0",
    onProgress: (bytes) => seen.push(bytes),
  });
  return { digest, target, seen };
}

describe("copying an image", () => {
  it("keeps every platform and the digest", async () => {
    const { digest, target, seen } = await copy();
    expect(digest).toBe(digestOf(index));
    expect(await target.digestOf("1.0")).toBe(digestOf(index));
    const { mediaType, body } = await target.manifest("1.0");
    expect([mediaType, body.toString()]).toEqual([INDEX, index]);
    for (const { digest: platform } of (JSON.parse(index) as { manifests: { digest: string }[] }).manifests) {
      expect((await target.manifest(platform)).digest).toBe(platform);
    }
    expect(seen.at(-1)).toBeGreaterThan(0);
    expect([...seen].sort((one, other) => one - other)).toEqual(seen);
  });

  it("asks for a token where the registry wants one, and shows it to no other host", async () => {
    await copy();
    expect(upstream.requests[0]).toBe("GET 127.0.0.1 /v2/library/vault/manifests/1.0 -");
    expect(upstream.requests[1]).toBe(
      "GET localhost /token?service=upstream&scope=repository%3Alibrary%2Fvault%3Apull -",
    );
    const storage = upstream.requests.filter((request) => request.includes("/storage/"));
    expect(storage).toHaveLength(3);
    for (const request of storage) expect(request).toMatch(/ -$/);
  });

  it("sends nothing that the target holds already", async () => {
    const target = (await fixture.open()).repository("vault");
    const layer = Buffer.from("layer of amd64");
    await target.putBlob(digestOf(layer), layer.length, layer);
    await copy();
    expect(upstream.requests.filter((request) => request.includes("/storage/"))).toHaveLength(2);
  });

  it("stops in the middle when it is interrupted, without a tag", async () => {
    const target = (await fixture.open()).repository("redis");
    const source = sourceAt(upstream.url);
    const stopping = new AbortController();
    const interrupted = copyImage({
      source,
      reference: "1.0",
      target,
      tag: "1.0",
      signal: stopping.signal,
      onProgress: () => stopping.abort(),
    });
    await expect(interrupted).rejects.toThrow(/aborted/);
    expect(await target.digestOf("1.0")).toBeUndefined();
  });

  it("asks for nothing but the index when every platform is there", async () => {
    const { target } = await copy();
    await copyImage({ source: sourceAt(upstream.url), reference: "1.0", target, tag: "2.0" });
    expect(upstream.requests.at(-1)).toMatch(/manifests\/1\.0 Bearer anonymous$/);
  });

  it("begins a layer again when the connection breaks", async () => {
    upstream.breakLayers(2);
    expect((await copy()).digest).toBe(digestOf(index));
  });

  it("gives up a layer that breaks off three times", async () => {
    upstream.breakLayers(3);
    await expect(copy()).rejects.toThrow(/could not be reached/);
  });

  it("does not tag an image whose layers are not what they claim to be", async () => {
    upstream.corrupt = true;
    await expect(copy()).rejects.toThrow(/came with other content than its digest says/);
    expect(await (await fixture.open()).repository("vault").digestOf("1.0")).toBeUndefined();
  });

  it.each([
    [
      "an image that is not there",
      "9.9",
      () => upstream.url,
      /refuses upstream\.example\/library\/vault:9\.9 \(status 404, MANIFEST_UNKNOWN/,
    ],
    [
      "a registry that cannot be reached",
      "1.0",
      async () => `http://127.0.0.1:${await freePort()}`,
      /could not be reached \(ECONNREFUSED\)/,
    ],
  ])("answers %s with a sentence", async (_, reference, url, sentence) => {
    await expect(copy(reference, await url())).rejects.toThrow(sentence);
  });
});
