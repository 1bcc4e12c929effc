import { createHash } from "node:crypto";
import * as http from "node:http";
import { Cloud } from "../../../../app/simulator/cloud/cloud";
import { accountCredentials, sessionCredentials } from "../../../../app/simulator/state-endpoint/credentials";
import {
  startStateEndpoint,
  type StateEndpoint,
} from "../../../../app/simulator/state-endpoint/state-endpoint";
import { type Answer, type Call, call, element, elements, makeBucket } from "./endpoint-client";

const S3 = "http://s3.drydock.internal";
const { accessKeyId } = accountCredentials("111111111111");

let cloud: Cloud;
let endpoint: StateEndpoint;
const s3 = (path: string, options: Call = {}) =>
  call(endpoint.url, `${S3}${path}`, { accessKeyId, ...options });
const put = (path: string, body: string, headers: Record<string, string> = {}) =>
  s3(path, { method: "PUT", body, headers });
const outcome = ({ status, body }: Answer) => `${status} ${element(body, "Code")}`;

beforeEach(async () => {
  cloud = new Cloud();
  endpoint = await startStateEndpoint(cloud);
});
afterEach(() => endpoint.close());

describe("a bucket", () => {
  it("is there only when the cloud has it", async () => {
    const missing = await s3("/states/key");
    expect(outcome(missing)).toBe("404 NoSuchBucket");
    expect(element(missing.body, "BucketName")).toBe("states");
    expect(element(missing.body, "RequestId")).toBe(missing.headers["x-amz-request-id"]);
    makeBucket(cloud, "states");
    expect(outcome(await s3("/states/key"))).toBe("404 NoSuchKey");
    expect((await s3("/states", { method: "HEAD" })).status).toBe(200);
  });

  it("is addressed in front of the host or in the path", async () => {
    makeBucket(cloud, "states");
    await put("/states/a/b%20c.json", "{}");
    const answer = await call(endpoint.url, "http://states.s3.drydock.internal/a/b%20c.json", {
      accessKeyId,
    });
    expect([answer.status, answer.body]).toEqual([200, "{}"]);
  });

  it("is closed to other accounts, to unknown keys, to calls without a signature or for another region", async () => {
    makeBucket(cloud, "states");
    const foreign = accountCredentials("222222222222").accessKeyId;
    expect(outcome(await s3("/states/key", { accessKeyId: foreign }))).toBe("403 AccessDenied");
    expect(outcome(await s3("/states/key", { accessKeyId: "test" }))).toBe("403 InvalidAccessKeyId");
    expect(outcome(await call(endpoint.url, `${S3}/states/key`))).toBe("403 AccessDenied");
    const wrong = await s3("/states/key", { region: "us-east-1" });
    expect([outcome(wrong), element(wrong.body, "Region")]).toEqual([
      "400 AuthorizationHeaderMalformed",
      "eu-west-1",
    ]);
    expect(
      outcome(await s3("/states/key", { headers: { "x-amz-expected-bucket-owner": "222222222222" } })),
    ).toBe("403 AccessDenied");
  });

  it("is closed to a session that is over", async () => {
    makeBucket(cloud, "states");
    const caller = {
      account: "111111111111",
      arn: "arn:aws:sts::111111111111:assumed-role/r/s",
      userId: "AROA:s",
      roleArn: "arn:aws:iam::111111111111:role/r",
    };
    const session = sessionCredentials(caller, cloud.clock.nowMs + 1000);
    const read = () =>
      s3("/states/key", {
        accessKeyId: session.accessKeyId,
        headers: { "x-amz-security-token": session.sessionToken },
      });
    expect(outcome(await read())).toBe("404 NoSuchKey");
    cloud.clock.advanceSeconds(2);
    expect(outcome(await read())).toBe("400 ExpiredToken");
    expect(outcome(await s3("/states/key", { accessKeyId: session.accessKeyId }))).toBe(
      "403 InvalidAccessKeyId",
    );
  });
});

describe("an object", () => {
  beforeEach(() => makeBucket(cloud, "states"));

  it("is written, read, looked at, copied and deleted", async () => {
    const md5 = createHash("md5").update("hello").digest("hex");
    const written = await put("/states/k", "hello", {
      "content-type": "application/json",
      "x-amz-meta-run": "7",
    });
    expect(written.headers["etag"]).toBe(`"${md5}"`);
    const read = await s3("/states/k");
    expect([read.body, read.headers["content-type"], read.headers["x-amz-meta-run"]]).toEqual([
      "hello",
      "application/json",
      "7",
    ]);
    expect(read.headers["last-modified"]).toBe("Wed, 01 Jan 2025 00:00:00 GMT");
    const head = await s3("/states/k", { method: "HEAD" });
    expect([head.status, head.body, head.headers["content-length"]]).toEqual([200, "", "5"]);
    await put("/states/copy", "", { "x-amz-copy-source": "/states/k" });
    expect((await s3("/states/copy")).body).toBe("hello");
    expect((await s3("/states/k", { method: "DELETE" })).status).toBe(204);
    expect(outcome(await s3("/states/k"))).toBe("404 NoSuchKey");
    expect((await s3("/states/k", { method: "HEAD" })).status).toBe(404);
    expect((await s3("/states/never", { method: "DELETE" })).status).toBe(204);
  });

  it("keeps its versions, each of which can be read and deleted", async () => {
    const first = (await put("/states/k", "1")).headers["x-amz-version-id"];
    await put("/states/k", "2");
    const marker = await s3("/states/k", { method: "DELETE" });
    expect(marker.headers["x-amz-delete-marker"]).toBe("true");
    expect((await s3(`/states/k?versionId=${String(first)}`)).body).toBe("1");
    expect(outcome(await s3("/states/k?versionId=nonsense"))).toBe("404 NoSuchVersion");
    expect(outcome(await s3(`/states/k?versionId=${String(marker.headers["x-amz-version-id"])}`))).toBe(
      "405 MethodNotAllowed",
    );
    const versions = await s3("/states?versions&prefix=k");
    expect(elements(versions.body, "VersionId")).toHaveLength(3);
    expect(elements(versions.body, "IsLatest").filter((latest) => latest === "true")).toHaveLength(1);
    await s3(`/states/k?versionId=${String(marker.headers["x-amz-version-id"])}`, { method: "DELETE" });
    expect((await s3("/states/k")).body).toBe("2");
  });

  it("is created once when the writer says so", async () => {
    expect((await put("/states/lock", "me", { "if-none-match": "*" })).status).toBe(200);
    const second = await put("/states/lock", "you", { "if-none-match": "*" });
    expect([outcome(second), element(second.body, "Condition")]).toEqual([
      "412 PreconditionFailed",
      "If-None-Match",
    ]);
    expect((await s3("/states/lock")).body).toBe("me");
    await s3("/states/lock", { method: "DELETE" });
    expect((await put("/states/lock", "you", { "if-none-match": "*" })).status).toBe(200);
  });

  it("is overwritten, read and deleted only in the version that the caller knows", async () => {
    const etag = String((await put("/states/k", "1")).headers["etag"]);
    await put("/states/k", "2", { "if-match": etag });
    expect(outcome(await put("/states/k", "3", { "if-match": etag }))).toBe("412 PreconditionFailed");
    expect(outcome(await put("/states/other", "3", { "if-match": etag }))).toBe("404 NoSuchKey");
    expect(outcome(await s3("/states/k", { headers: { "if-match": etag } }))).toBe("412 PreconditionFailed");
    expect(outcome(await s3("/states/k", { method: "DELETE", headers: { "if-match": etag } }))).toBe(
      "412 PreconditionFailed",
    );
    const now = String((await s3("/states/k")).headers["etag"]);
    expect((await s3("/states/k", { headers: { "if-none-match": now } })).status).toBe(304);
  });

  it("is read in parts", async () => {
    await put("/states/k", "0123456789");
    const part = await s3("/states/k", { headers: { range: "bytes=2-4" } });
    expect([part.status, part.body, part.headers["content-range"]]).toEqual([206, "234", "bytes 2-4/10"]);
    expect((await s3("/states/k", { headers: { range: "bytes=-3" } })).body).toBe("789");
    expect(outcome(await s3("/states/k", { headers: { range: "bytes=10-" } }))).toBe("416 InvalidRange");
  });

  it("is refused when it arrives damaged", async () => {
    const sha256 = createHash("sha256").update("hello").digest("base64");
    const kept = await put("/states/k", "hello", {
      "x-amz-checksum-sha256": sha256,
      "x-amz-checksum-crc32": "NhCmhg==",
    });
    expect(kept.headers["x-amz-checksum-sha256"]).toBe(sha256);
    expect((await s3("/states/k")).headers["x-amz-checksum-sha256"]).toBeUndefined();
    const asked = await s3("/states/k", { headers: { "x-amz-checksum-mode": "ENABLED" } });
    expect(asked.headers["x-amz-checksum-crc32"]).toBe("NhCmhg==");
    const part = await s3("/states/k", { headers: { "x-amz-checksum-mode": "ENABLED", range: "bytes=0-1" } });
    expect([part.body, part.headers["x-amz-checksum-crc32"]]).toEqual(["he", undefined]);
    const damaged = (headers: Record<string, string>) => put("/states/k", "hellO", headers).then(outcome);
    expect(await damaged({ "x-amz-checksum-crc32": "NhCmhg==" })).toBe("400 BadDigest");
    expect(await damaged({ "content-md5": createHash("md5").update("hello").digest("base64") })).toBe(
      "400 BadDigest",
    );
    expect(
      await damaged({ "x-amz-content-sha256": createHash("sha256").update("hello").digest("hex") }),
    ).toBe("400 XAmzContentSHA256Mismatch");
    expect((await s3("/states/k")).body).toBe("hello");
  });

  it("may come in AWS's chunks, with its checksum behind them", async () => {
    const chunked = {
      "content-encoding": "aws-chunked",
      "x-amz-decoded-content-length": "5",
      "x-amz-trailer": "x-amz-checksum-crc32",
    };
    const send = (body: string, length = "5") =>
      put("/states/k", body, { ...chunked, "x-amz-decoded-content-length": length });
    expect(
      (await send("3;chunk-signature=0\r\nhel\r\n2\r\nlo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"))
        .status,
    ).toBe(200);
    expect((await s3("/states/k")).body).toBe("hello");
    expect((await s3("/states/k")).headers["content-encoding"]).toBeUndefined();
    expect(outcome(await send("5\r\nhellO\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"))).toBe(
      "400 BadDigest",
    );
    expect(outcome(await send("5\r\nhel"))).toBe("400 IncompleteBody");
    expect(outcome(await send("5\r\nhello\r\n0\r\n\r\n", "6"))).toBe("400 IncompleteBody");
    expect(outcome(await send("nonsense"))).toBe("400 IncompleteBody");
  });
});

describe("encryption", () => {
  it("is the bucket's default, with a key that can be used now", async () => {
    const aws = makeBucket(cloud, "states");
    expect((await put("/states/k", "1")).headers["x-amz-server-side-encryption"]).toBe("AES256");
    const key = aws.create("aws_kms_key", { deletion_window_in_days: 7 });
    aws.create("aws_s3_bucket_server_side_encryption_configuration", {
      bucket: "states",
      rule: [
        {
          apply_server_side_encryption_by_default: [
            { sse_algorithm: "aws:kms", kms_master_key_id: key.attributes["arn"] ?? null },
          ],
        },
      ],
    });
    const written = await put("/states/k", "2");
    expect(written.headers["x-amz-server-side-encryption-aws-kms-key-id"]).toBe(key.attributes["arn"]);
    makeBucket(cloud, "plain");
    const copied = await s3("/plain/k", {
      method: "PUT",
      headers: { "x-amz-copy-source": "/states/k" },
    });
    expect(copied.headers["x-amz-server-side-encryption"]).toBe("AES256");
    const copy = await s3("/plain/k", { method: "HEAD" });
    expect(copy.headers["x-amz-server-side-encryption-aws-kms-key-id"]).toBeUndefined();
    aws.update(key, { is_enabled: false });
    expect(outcome(await put("/states/k", "3"))).toBe("400 KMS.DisabledException");
    aws.delete(key);
    expect(outcome(await put("/states/k", "3"))).toBe("400 KMS.KMSInvalidStateException");
    cloud.clock.advanceDays(8);
    expect(outcome(await put("/states/k", "3"))).toBe("400 KMS.NotFoundException");
  });
});

describe("a listing", () => {
  beforeEach(async () => {
    makeBucket(cloud, "states");
    for (const key of ["a", "env:/x/a", "env:/y/a", "env:/y/b", "z&z"])
      await put(`/states/${encodeURIComponent(key)}`, key);
  });

  it("has the keys in order, by prefix, folded at the delimiter", async () => {
    expect(elements((await s3("/states?list-type=2")).body, "Key")).toEqual([
      "a",
      "env:/x/a",
      "env:/y/a",
      "env:/y/b",
      "z&amp;z",
    ]);
    const folded = await s3("/states?list-type=2&prefix=env%3A%2F&delimiter=%2F");
    expect(elements(folded.body, "Prefix").slice(1)).toEqual(["env:/x/", "env:/y/"]);
    expect(element(folded.body, "KeyCount")).toBe("2");
    expect(
      elements((await s3("/states?list-type=2&start-after=env%3A%2Fy%2Fa&encoding-type=url")).body, "Key"),
    ).toEqual(["env%3A/y/b", "z%26z"]);
  });

  it("comes in pages", async () => {
    const keys: string[] = [];
    for (let token = ""; ;) {
      const page = await s3(
        `/states?list-type=2&max-keys=2${token === "" ? "" : `&continuation-token=${encodeURIComponent(token)}`}`,
      );
      keys.push(...elements(page.body, "Key"));
      if (element(page.body, "IsTruncated") === "false") break;
      token = element(page.body, "NextContinuationToken") ?? "";
    }
    expect(keys).toHaveLength(5);
    expect(outcome(await s3("/states?list-type=2&max-keys=none"))).toBe("400 InvalidArgument");
  });

  it("of versions comes in pages too", async () => {
    await put("/states/a", "again");
    const seen: string[] = [];
    for (let marker = ""; ;) {
      const page = await s3(`/states?versions&max-keys=2${marker}`);
      seen.push(...elements(page.body, "Key"));
      if (element(page.body, "IsTruncated") === "false") break;
      const [key, version] = [element(page.body, "NextKeyMarker"), element(page.body, "NextVersionIdMarker")];
      marker = `&key-marker=${encodeURIComponent(key ?? "")}&version-id-marker=${encodeURIComponent(version ?? "")}`;
    }
    expect(seen).toEqual(["a", "a", "env:/x/a", "env:/y/a", "env:/y/b", "z&amp;z"]);
  });
});

describe("the endpoint", () => {
  it("answers for its services only, and lets nothing through", async () => {
    const other = await call(endpoint.url, "http://example.com/");
    expect(other.status).toBe(502);
    expect(other.body).toMatch(
      /^The simulated cloud answers for s3\.drydock\.internal, sts\.drydock\.internal, .* only; it was asked for example\.com\.\n$/,
    );
  });

  it("answers an address that is none", async () => {
    const { hostname, port } = new URL(endpoint.url);
    const status = await new Promise((resolve, reject) => {
      const request = http.request({ hostname, port, path: "http://[", agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on("error", reject);
      request.end();
    });
    expect(status).toBe(400);
  });

  it("opens no tunnel to another host", async () => {
    const { port } = new URL(endpoint.url);
    const status = await new Promise((resolve, reject) => {
      const request = http.request({
        hostname: "127.0.0.1",
        port,
        method: "CONNECT",
        path: "example.com:443",
      });
      request.on("connect", (response) => resolve(response.statusCode));
      request.on("error", reject);
      request.end();
    });
    expect(status).toBe(502);
  });

  it("says what it does not do", async () => {
    makeBucket(cloud, "states");
    for (const [path, method] of [
      ["/states", "PUT"],
      ["/states?policy", "GET"],
      ["/states/k", "POST"],
      ["/states/k?uploadId=1", "GET"],
      ["/", "GET"],
    ] as const) {
      expect(outcome(await s3(path, { method }))).toBe("501 NotImplemented");
    }
    expect(outcome(await s3("/states/%zz"))).toBe("400 InvalidURI");
  });

  it("can be throttled, and be gone", async () => {
    makeBucket(cloud, "states");
    endpoint.disturbance.throttle("s3", 1);
    expect(outcome(await s3("/states/k"))).toBe("503 SlowDown");
    expect(outcome(await s3("/states/k"))).toBe("404 NoSuchKey");
    endpoint.disturbance.unreachable();
    await expect(s3("/states/k")).rejects.toThrow();
    endpoint.disturbance.restore();
    expect(outcome(await s3("/states/k"))).toBe("404 NoSuchKey");
  });
});
