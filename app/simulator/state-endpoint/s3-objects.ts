import type { CloudObject } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Cloud } from "../cloud/cloud";
import { NULL_VERSION, type ObjectVersion } from "../cloud/object-store";
import { decodeAwsChunked, isAwsChunked } from "./aws-chunked";
import { verifyChecksums } from "./checksum";
import type { EndpointRequest, EndpointResponse } from "./message";
import { decode } from "./s3-bucket-access";
import { encryptionHeaders } from "./s3-encryption";
import { xml } from "./s3-listing";
import { ServiceError } from "./service-error";

/** Headers that are kept with an object and given back. */
const KEPT = /^(content-type|content-disposition|content-language|cache-control|x-amz-meta-.+)$/;

/** `GetObject` and `HeadObject`. */
export function getObject(
  cloud: Cloud,
  bucket: string,
  key: string,
  request: EndpointRequest,
): EndpointResponse {
  const version = currentOrNamed(cloud, bucket, key, request);
  const headers = describe(cloud, bucket, version, request);
  const { "if-match": ifMatch, "if-none-match": ifNoneMatch } = request.headers;
  if (ifMatch !== undefined && !matches(ifMatch, version)) throw preconditionFailed("If-Match");
  if (ifNoneMatch !== undefined && matches(ifNoneMatch, version)) return { status: 304, headers };
  const { body } = version;
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers["range"] ?? "");
  if (!range) return { status: 200, headers: { ...headers, "content-length": String(body.length) }, body };
  const [first, last] = rangeOf(range[1] ?? "", range[2] ?? "", body.length);
  const part = body.subarray(first, last + 1);
  return {
    status: 206,
    headers: {
      ...headers,
      "content-length": String(part.length),
      "content-range": `bytes ${first}-${last}/${body.length}`,
    },
    body: part,
  };
}

function rangeOf(from: string, to: string, length: number): [number, number] {
  const first = from === "" ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === "" || to === "" ? length - 1 : Math.min(Number(to), length - 1);
  if (first < length && first <= last) return [first, last];
  throw new ServiceError(416, "InvalidRange", "The requested range is not satisfiable");
}

function currentOrNamed(cloud: Cloud, bucket: string, key: string, request: EndpointRequest): ObjectVersion {
  const versionId = request.query.get("versionId");
  if (versionId === null) {
    const version = cloud.objectStore.get(bucket, key);
    if (version) return version;
    throw new ServiceError(404, "NoSuchKey", "The specified key does not exist.", { Key: key });
  }
  const version = cloud.objectStore.getVersion(bucket, key, versionId);
  if (!version) {
    throw new ServiceError(404, "NoSuchVersion", "The specified version does not exist.", {
      Key: key,
      VersionId: versionId,
    });
  }
  if (version.deleteMarker) {
    throw new ServiceError(
      405,
      "MethodNotAllowed",
      "The specified method is not allowed against this resource.",
    );
  }
  return version;
}

function describe(cloud: Cloud, bucket: string, version: ObjectVersion, request: EndpointRequest) {
  const wantsChecksums = request.headers["x-amz-checksum-mode"]?.toUpperCase() === "ENABLED";
  const kept = Object.entries(version.headers).filter(
    ([name]) => wantsChecksums || !name.startsWith("x-amz-checksum-"),
  );
  return {
    "content-type": "binary/octet-stream",
    "accept-ranges": "bytes",
    "last-modified": new Date(version.lastModifiedMs).toUTCString(),
    etag: `"${version.etag}"`,
    ...versionHeader(cloud, bucket, version),
    ...Object.fromEntries(kept),
  };
}

function versionHeader(cloud: Cloud, bucket: string, version: ObjectVersion): Record<string, string> {
  const never = cloud.objectStore.versioningOf(bucket) === "never" && version.versionId === NULL_VERSION;
  return never ? {} : { "x-amz-version-id": version.versionId };
}

/** `PutObject`, conditional writes included (Amazon S3 User Guide, "Conditional writes"). */
export function putObject(
  cloud: Cloud,
  bucket: CloudObject,
  key: string,
  request: EndpointRequest,
): EndpointResponse {
  const source = request.headers["x-amz-copy-source"];
  if (source !== undefined) return copyObject(cloud, bucket, key, source, request);
  checkWriteConditions(cloud, bucket.id, key, request);
  const { content, trailers } = isAwsChunked(request.headers)
    ? decodeAwsChunked(request.body, request.headers["x-amz-decoded-content-length"])
    : { content: request.body, trailers: {} };
  const checksums = verifyChecksums({ ...request.headers, ...trailers }, content);
  const encryption = encrypting(cloud, bucket, request);
  const kept = Object.entries(request.headers).flatMap(([name, value]) =>
    KEPT.test(name) && value !== undefined ? [[name, value]] : [],
  );
  const version = cloud.objectStore.put(bucket.id, key, content, {
    ...Object.fromEntries(kept),
    ...checksums,
    ...encryption,
  });
  return {
    status: 200,
    headers: {
      etag: `"${version.etag}"`,
      ...versionHeader(cloud, bucket.id, version),
      ...checksums,
      ...encryption,
    },
  };
}

function encrypting(cloud: Cloud, bucket: CloudObject, request: EndpointRequest): Record<string, string> {
  try {
    return encryptionHeaders(cloud, bucket, request.headers);
  } catch (error) {
    if (error instanceof ApiError)
      throw new ServiceError(error.statusCode, `KMS.${error.code}`, error.message);
    throw error;
  }
}

function copyObject(
  cloud: Cloud,
  bucket: CloudObject,
  key: string,
  source: string,
  request: EndpointRequest,
): EndpointResponse {
  const [path = "", search = ""] = decode(source).replace(/^\//, "").split("?", 2);
  const slash = path.indexOf("/");
  const from = cloud.findBy("aws_s3_bucket", "id", path.slice(0, slash));
  if (!from) throw new ServiceError(404, "NoSuchBucket", "The specified bucket does not exist");
  if (from.account !== bucket.account) throw new ServiceError(403, "AccessDenied", "Access Denied");
  const query = new URLSearchParams(search);
  const original = currentOrNamed(cloud, from.id, path.slice(slash + 1), { ...request, query });
  checkWriteConditions(cloud, bucket.id, key, request);
  const copy = cloud.objectStore.put(bucket.id, key, original.body, original.headers);
  const result = xml("CopyObjectResult", {
    ETag: `"${copy.etag}"`,
    LastModified: new Date(copy.lastModifiedMs).toISOString(),
  });
  return { ...result, headers: { ...result.headers, ...versionHeader(cloud, bucket.id, copy) } };
}

function checkWriteConditions(cloud: Cloud, bucket: string, key: string, { headers }: EndpointRequest): void {
  const current = cloud.objectStore.get(bucket, key);
  const { "if-none-match": ifNoneMatch, "if-match": ifMatch } = headers;
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== "*") {
      throw new ServiceError(
        501,
        "NotImplemented",
        "A header you provided implies functionality that is not implemented",
      );
    }
    if (current) throw preconditionFailed("If-None-Match");
  }
  if (ifMatch === undefined) return;
  if (!current) throw new ServiceError(404, "NoSuchKey", "The specified key does not exist.", { Key: key });
  if (!matches(ifMatch, current)) throw preconditionFailed("If-Match");
}

/** `DeleteObject`: of the current version, or of one by its id. Deleting what is not there succeeds. */
export function deleteObject(
  cloud: Cloud,
  bucket: string,
  key: string,
  request: EndpointRequest,
): EndpointResponse {
  const { "if-match": ifMatch } = request.headers;
  const current = cloud.objectStore.get(bucket, key);
  if (ifMatch !== undefined && current && !matches(ifMatch, current)) throw preconditionFailed("If-Match");
  const versionId = request.query.get("versionId");
  const touched =
    versionId === null
      ? cloud.objectStore.delete(bucket, key)
      : cloud.objectStore.deleteVersion(bucket, key, versionId);
  if (!touched) return { status: 204 };
  return {
    status: 204,
    headers: {
      "x-amz-version-id": touched.versionId,
      ...(touched.deleteMarker ? { "x-amz-delete-marker": "true" } : {}),
    },
  };
}

function matches(header: string, version: ObjectVersion): boolean {
  return header
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, "").replaceAll('"', ""))
    .some((tag) => tag === "*" || tag === version.etag);
}

function preconditionFailed(condition: string): ServiceError {
  return new ServiceError(
    412,
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold",
    { Condition: condition },
  );
}
