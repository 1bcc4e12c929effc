import { digestOf } from "../../../../app/simulator/cloud/image-store";
import { Cloud } from "../../../../app/simulator/cloud/cloud";
import { registryToken } from "../../../../app/simulator/state-endpoint/registry-token";
import {
  startStateEndpoint,
  type StateEndpoint,
} from "../../../../app/simulator/state-endpoint/state-endpoint";
import { AwsAccount } from "../aws/aws-account";
import { type Answer, call, type Call } from "./endpoint-client";

const OCI = "application/vnd.oci.image.manifest.v1+json";
const caller = { account: "111111111111", arn: "arn:aws:iam::111111111111:user/ci", userId: "AIDA" };
let cloud: Cloud;
let endpoint: StateEndpoint;

beforeEach(async () => {
  cloud = new Cloud();
  endpoint = await startStateEndpoint(cloud);
  new AwsAccount(cloud).create("aws_ecr_repository", {
    name: "drydock-dev/engine",
    image_tag_mutability: "IMMUTABLE",
  });
});
afterEach(() => endpoint.close());

const token = (region = "eu-west-1") => registryToken(caller, region, cloud.clock.nowMs + 3_600_000);

function ask(path: string, options: Call = {}, authorization = `Basic ${token()}`): Promise<Answer> {
  const url = path.startsWith("http") ? path : `${endpoint.url}/v2/${path}`;
  return call(endpoint.url, url, { ...options, headers: { authorization, ...options.headers } });
}

const outcome = ({ status, body }: Answer): string => {
  const { errors } = JSON.parse(body || "{}") as { errors?: { code: string }[] };
  return [status, errors?.[0]?.code].filter((part) => part !== undefined).join(" ");
};

async function upload(content: string, digest = digestOf(content)): Promise<Answer> {
  const begun = await ask("drydock-dev/engine/blobs/uploads/", { method: "POST" });
  const location = `${endpoint.url}${begun.headers["location"]}`;
  const half = Math.ceil(content.length / 2);
  await ask(location, { method: "PATCH", body: content.slice(0, half) });
  const second = await ask(location, { method: "PATCH", body: content.slice(half) });
  expect(second.headers["range"]).toBe(`0-${content.length - 1}`);
  return ask(`${location}?digest=${digest}`, { method: "PUT" });
}

const manifestOf = (config: string): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: OCI,
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: digestOf(config), size: 1 },
    layers: [],
  });

const put = (reference: string, body: string, mediaType = OCI) =>
  ask(`drydock-dev/engine/manifests/${reference}`, {
    method: "PUT",
    body,
    headers: { "content-type": mediaType },
  });

describe("the registry", () => {
  it("asks for a token of ECR's, and takes it until it is over", async () => {
    const nobody = await ask("", {}, "");
    expect(nobody.status).toBe(401);
    expect(nobody.headers["www-authenticate"]).toBe(
      `Basic realm="${endpoint.url}/",service="ecr.amazonaws.com"`,
    );
    expect((await ask("")).status).toBe(200);
    const old = `Basic ${token()}`;
    cloud.clock.advanceDays(1);
    expect(outcome(await ask("", {}, old))).toBe("403 DENIED");
  });

  it("knows the repositories of the token's account and region", async () => {
    expect(outcome(await ask("drydock-dev/engine/manifests/1"))).toBe("404 MANIFEST_UNKNOWN");
    expect(outcome(await ask("drydock-dev/other/manifests/1"))).toBe("404 NAME_UNKNOWN");
    const elsewhere = `Basic ${token("us-east-1")}`;
    expect(outcome(await ask("drydock-dev/engine/manifests/1", {}, elsewhere))).toBe("404 NAME_UNKNOWN");
  });

  it("takes a layer in pieces and gives it back", async () => {
    const content = "layer of an image";
    const digest = digestOf(content);
    expect((await ask(`drydock-dev/engine/blobs/${digest}`)).status).toBe(404);
    expect((await upload(content)).status).toBe(201);
    const { status, body, headers } = await ask(`drydock-dev/engine/blobs/${digest}`);
    expect([status, body, headers["docker-content-digest"]]).toEqual([200, content, digest]);
    const head = await ask(`drydock-dev/engine/blobs/${digest}`, { method: "HEAD" });
    expect([head.status, head.headers["content-length"]]).toEqual([200, String(content.length)]);
  });

  it("refuses a layer that is not what its digest says, and an upload that nobody began", async () => {
    expect(outcome(await upload("one", digestOf("other")))).toBe("400 DIGEST_INVALID");
    const unknown = await ask("drydock-dev/engine/blobs/uploads/nothing", { method: "PATCH", body: "x" });
    expect(outcome(unknown)).toBe("404 BLOB_UPLOAD_UNKNOWN");
  });

  it("takes a manifest by tag once its content is there, and delivers it by tag and digest", async () => {
    const manifest = manifestOf("{}");
    expect(outcome(await put("1.0", manifest))).toBe("400 BLOB_UNKNOWN");
    await upload("{}");
    const pushed = await put("1.0", manifest);
    expect([pushed.status, pushed.headers["docker-content-digest"]]).toEqual([201, digestOf(manifest)]);
    for (const reference of ["1.0", digestOf(manifest)]) {
      const { body, headers } = await ask(`drydock-dev/engine/manifests/${reference}`);
      expect([body, headers["content-type"]]).toEqual([manifest, OCI]);
    }
    expect(JSON.parse((await ask("drydock-dev/engine/tags/list")).body)).toEqual({
      name: "drydock-dev/engine",
      tags: ["1.0"],
    });
  });

  it("takes an index only after its images", async () => {
    const manifest = manifestOf("{}");
    const index = JSON.stringify({ schemaVersion: 2, manifests: [{ digest: digestOf(manifest), size: 1 }] });
    const type = "application/vnd.oci.image.index.v1+json";
    await upload("{}");
    expect(outcome(await put("1.0", index, type))).toBe("400 MANIFEST_UNKNOWN");
    await put(digestOf(manifest), manifest);
    expect((await put("1.0", index, type)).status).toBe(201);
  });

  it("never moves a tag of an immutable repository, not even to the same image", async () => {
    await upload("{}");
    await upload('{"os":"linux"}');
    await put("1.0", manifestOf("{}"));
    for (const config of ["{}", '{"os":"linux"}']) {
      const again = await put("1.0", manifestOf(config));
      expect(outcome(again)).toBe("400 TAG_INVALID");
      expect(again.body).toContain(
        "The image tag '1.0' already exists in the 'drydock-dev/engine' repository and cannot be overwritten because the repository is immutable.",
      );
    }
  });

  it("refuses what is no manifest, another digest than the content's, and what it cannot do", async () => {
    expect(outcome(await put("1.0", "no JSON"))).toBe("400 MANIFEST_INVALID");
    await upload("{}");
    expect(outcome(await put(digestOf("other"), manifestOf("{}")))).toBe("400 DIGEST_INVALID");
    const deletion = await ask("drydock-dev/engine/manifests/1.0", { method: "DELETE" });
    expect(outcome(deletion)).toBe("405 UNSUPPORTED");
  });

  it("answers too many requests as registries do", async () => {
    endpoint.disturbance.throttle("ecr-registry", 1);
    expect(outcome(await ask(""))).toBe("429 TOOMANYREQUESTS");
  });
});
