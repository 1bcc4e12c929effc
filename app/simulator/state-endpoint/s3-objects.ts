import type { CloudObject } from "../behaviour";
import type { Cloud } from "../cloud/cloud";
import { NULL_VERSION, type ObjectVersion } from "../cloud/object-store";
import { isChecksumHeader } from "./checksum";
import type { EndpointRequest, EndpointResponse } from "./message";
import { decode } from "./s3-bucket-access";
import { checkWriteConditions, matches, preconditionFailed } from "./s3-conditions";
import { keptHeaders, receivedContent } from "./s3-content";
import { encryptionHeaders, isEncryptionHeader } from "./s3-encryption";
import { xml } from "./s3-listing";
import { ServiceError } from "./service-error";

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
      ...(part.length === body.length ? headers : withoutChecksums(headers)),
      "content-length": String(part.length),
      "content-range": `bytes ${first}-${last}/${body.length}`,
    },
    body: part,
  };
}

/** The checksums of an object say nothing about a part of it; a client that got them would find the part damaged. */
function withoutChecksums(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isChecksumHeader(name)));
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

function describe(
  cloud: Cloud,
  bucket: string,
  version: ObjectVersion,
  request: EndpointRequest,
): Record<string, string> {
  const wantsChecksums = request.headers["x-amz-checksum-mode"]?.toUpperCase() === "ENABLED";
  const kept = Object.entries(version.headers).filter(([name]) => wantsChecksums || !isChecksumHeader(name));
  return {
    "content-type": "binary/octet-stream",
    "accept-ranges": "bytes",
    "last-modified": new Date(version.lastModifiedMs).toUTCString(),
    etag: `"${version.etag}"`,
    ...versionHeader(cloud, bucket, version),
    ...Object.fromEntries(kept),
  };
}

/** The version that a write made or a read found; absent in a bucket that never was versioned. */
export function versionHeader(cloud: Cloud, bucket: string, version: ObjectVersion): Record<string, string> {
  const never = cloud.objectStore.versioningOf(bucket) === "never" && version.versionId === NULL_VERSION;
  return never ? {} : { "x-amz-version-id": version.versionId };
}

/** `PutObject`, and `CopyObject` when the request names a source. */
export function putObject(
  cloud: Cloud,
  bucket: CloudObject,
  key: string,
  request: EndpointRequest,
): EndpointResponse {
  const source = request.headers["x-amz-copy-source"];
  if (source !== undefined) return copyObject(cloud, bucket, key, source, request);
  checkWriteConditions(cloud, bucket.id, key, request);
  const { content, checksums } = receivedContent(request);
  const encryption = encryptionHeaders(cloud, bucket, request.headers);
  const version = cloud.objectStore.put(bucket.id, key, content, {
    ...keptHeaders(request),
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
  // The copy is encrypted as its own bucket says.
  const kept = Object.entries(original.headers).filter(([name]) => !isEncryptionHeader(name));
  const encryption = encryptionHeaders(cloud, bucket, request.headers);
  const copy = cloud.objectStore.put(bucket.id, key, original.body, {
    ...Object.fromEntries(kept),
    ...encryption,
  });
  const result = xml("CopyObjectResult", {
    ETag: `"${copy.etag}"`,
    LastModified: new Date(copy.lastModifiedMs).toISOString(),
  });
  return {
    ...result,
    headers: { ...result.headers, ...versionHeader(cloud, bucket.id, copy), ...encryption },
  };
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
  const bypass = bypassAsked(cloud, bucket, request);
  const touched =
    versionId === null
      ? cloud.objectStore.delete(bucket, key)
      : deleteVersion(cloud, bucket, key, versionId, bypass);
  if (!touched) return { status: 204 };
  return {
    status: 204,
    headers: {
      "x-amz-version-id": touched.versionId,
      ...(touched.deleteMarker ? { "x-amz-delete-marker": "true" } : {}),
    },
  };
}

/**
 * Deletes one version for good, unless a lock keeps it.
 * @param bypass the caller may bypass a lock in GOVERNANCE mode, and asks to
 * @throws ServiceError AccessDenied
 */
export function deleteVersion(
  { objectStore }: Cloud,
  bucket: string,
  key: string,
  versionId: string,
  bypass = false,
): ObjectVersion | undefined {
  const version = objectStore.getVersion(bucket, key, versionId);
  if (version && objectStore.isLocked(version, { bypass })) {
    throw new ServiceError(403, "AccessDenied", "Access Denied because object protected by object lock.");
  }
  return objectStore.deleteVersion(bucket, key, versionId);
}

/** @throws ServiceError InvalidArgument when there is no lock to bypass */
function bypassAsked({ objectStore }: Cloud, bucket: string, { headers }: EndpointRequest): boolean {
  const asked = headers["x-amz-bypass-governance-retention"];
  if (asked === undefined) return false;
  if (!objectStore.locks.isOn(bucket)) {
    throw new ServiceError(
      400,
      "InvalidArgument",
      "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
    );
  }
  return asked.toLowerCase() === "true";
}
