import { createHash } from "node:crypto";
import { Cloud } from "../../../../app/simulator/cloud/cloud";
import { accountCredentials } from "../../../../app/simulator/state-endpoint/credentials";
import {
  startStateEndpoint,
  type StateEndpoint,
} from "../../../../app/simulator/state-endpoint/state-endpoint";
import { type Answer, type Call, call, element, makeBucket } from "./endpoint-client";

const { accessKeyId } = accountCredentials("111111111111");
/** The smallest part that S3 takes, but for the last one. */
const FULL_PART = Buffer.alloc(5 * 1024 * 1024, "a");

let cloud: Cloud;
let endpoint: StateEndpoint;
const s3 = (path: string, options: Call = {}) =>
  call(endpoint.url, `http://s3.drydock.internal/states/${path}`, { accessKeyId, ...options });
const outcome = ({ status, body }: Answer) => `${status} ${element(body, "Code")}`;

beforeEach(async () => {
  cloud = new Cloud();
  endpoint = await startStateEndpoint(cloud);
  makeBucket(cloud, "states");
});
afterEach(() => endpoint.close());

async function begin(key: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await s3(`${key}?uploads`, { method: "POST", headers });
  return element(answer.body, "UploadId") ?? "";
}

/** Sends a part. @returns its ETag, in quotes */
async function send(key: string, upload: string, number: number, body: Buffer | string): Promise<string> {
  const answer = await s3(`${key}?partNumber=${number}&uploadId=${upload}`, { method: "PUT", body });
  return String(answer.headers["etag"]);
}

function complete(
  key: string,
  upload: string,
  parts: readonly (readonly [number, string])[],
  headers: Record<string, string> = {},
): Promise<Answer> {
  const named = parts.map(
    ([number, etag]) =>
      `<Part><ETag>${etag.replaceAll('"', "&#34;")}</ETag><PartNumber>${number}</PartNumber></Part>`,
  );
  const body = `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${named.join("")}</CompleteMultipartUpload>`;
  return s3(`${key}?uploadId=${upload}`, { method: "POST", body, headers });
}

describe("an object that is sent in parts", () => {
  it("is there when the last one was named, in the order of the numbers, with S3's ETag", async () => {
    const upload = await begin("k", { "content-type": "application/json" });
    const second = await send("k", upload, 2, "end");
    const first = await send("k", upload, 1, FULL_PART);
    expect(outcome(await s3("k"))).toBe("404 NoSuchKey");
    const completed = await complete("k", upload, [
      [1, first],
      [2, second],
    ]);
    const digests = [FULL_PART, "end"].map((part) => createHash("md5").update(part).digest());
    const etag = `${createHash("md5").update(Buffer.concat(digests)).digest("hex")}-2`;
    expect([completed.status, element(completed.body, "ETag")]).toEqual([200, `&quot;${etag}&quot;`]);
    const read = await s3("k");
    expect(read.body).toBe(`${FULL_PART.toString()}end`);
    expect(read.headers).toMatchObject({
      etag: `"${etag}"`,
      "content-type": "application/json",
      "x-amz-version-id": completed.headers["x-amz-version-id"],
    });
    expect(outcome(await complete("k", upload, [[1, first]]))).toBe("404 NoSuchUpload");
  });

  it("keeps a checksum of its parts' checksums", async () => {
    const upload = await begin("k");
    const sha256 = createHash("sha256").update("one").digest();
    const sent = await s3(`k?partNumber=1&uploadId=${upload}`, {
      method: "PUT",
      body: "one",
      headers: { "x-amz-checksum-sha256": sha256.toString("base64") },
    });
    await complete("k", upload, [[1, String(sent.headers["etag"])]]);
    const head = await s3("k", { method: "HEAD", headers: { "x-amz-checksum-mode": "ENABLED" } });
    expect(head.headers["x-amz-checksum-sha256"]).toBe(
      `${createHash("sha256").update(sha256).digest("base64")}-1`,
    );
    const damaged = await s3(`k?partNumber=2&uploadId=${upload}`, { method: "PUT", body: "two" });
    expect(outcome(damaged)).toBe("404 NoSuchUpload");
  });

  it("is refused when a part is damaged, missing, out of order, too small or badly numbered", async () => {
    const upload = await begin("k");
    const small = await send("k", upload, 1, "small");
    const last = await send("k", upload, 3, "end");
    const one = [1, small] as const;
    const three = [3, last] as const;
    expect(outcome(await complete("k", upload, [one, three]))).toBe("400 EntityTooSmall");
    expect(outcome(await complete("k", upload, [three, one]))).toBe("400 InvalidPartOrder");
    expect(outcome(await complete("k", upload, [one, [2, last]]))).toBe("400 InvalidPart");
    expect(outcome(await complete("k", upload, [[1, last]]))).toBe("400 InvalidPart");
    expect(outcome(await complete("k", upload, []))).toBe("400 MalformedXML");
    expect(outcome(await s3(`k?uploadId=${upload}`, { method: "POST", body: "<Complete" }))).toBe(
      "400 MalformedXML",
    );
    const part = (number: string, headers: Record<string, string> = {}) =>
      s3(`k?partNumber=${number}&uploadId=${upload}`, { method: "PUT", body: "x", headers }).then(outcome);
    expect(await part("0")).toBe("400 InvalidArgument");
    expect(await part("10001")).toBe("400 InvalidArgument");
    expect(await part("1", { "x-amz-checksum-crc32": "NhCmhg==" })).toBe("400 BadDigest");
    expect((await complete("k", upload, [three])).status).toBe(200);
  });

  it("takes nobody's place when its writer forbids it", async () => {
    const upload = await begin("k");
    const part = await send("k", upload, 1, "mine");
    await s3("k", { method: "PUT", body: "theirs" });
    expect(outcome(await complete("k", upload, [[1, part]], { "if-none-match": "*" }))).toBe(
      "412 PreconditionFailed",
    );
    expect((await s3("k")).body).toBe("theirs");
  });

  it("never comes to be when the upload is aborted, or its bucket goes", async () => {
    const aborted = await begin("k");
    const part = await send("k", aborted, 1, "x");
    expect((await s3(`k?uploadId=${aborted}`, { method: "DELETE" })).status).toBe(204);
    expect(outcome(await complete("k", aborted, [[1, part]]))).toBe("404 NoSuchUpload");
    expect(outcome(await s3(`k?uploadId=${aborted}`, { method: "DELETE" }))).toBe("404 NoSuchUpload");

    const orphan = await begin("k");
    cloud.objectStore.forget("states");
    expect(outcome(await complete("k", orphan, [[1, part]]))).toBe("404 NoSuchUpload");
  });

  it("belongs to its key alone", async () => {
    const upload = await begin("k");
    const answer = await s3(`other?partNumber=1&uploadId=${upload}`, { method: "PUT", body: "x" });
    expect(outcome(answer)).toBe("404 NoSuchUpload");
  });
});
