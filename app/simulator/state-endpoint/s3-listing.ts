import type { ObjectStore, ObjectVersion } from "../cloud/object-store";
import type { EndpointResponse } from "./message";
import { ServiceError } from "./service-error";
import { type XmlElement, xmlDocument } from "./xml";

export const S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
const MAX_KEYS = 1000;

interface ListParameters {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  /** How keys and prefixes are written: as they are, or percent-encoded. */
  write(text: string): string;
}

function parameters(query: URLSearchParams): ListParameters {
  const maxKeys = Number(query.get("max-keys") ?? MAX_KEYS);
  if (!Number.isInteger(maxKeys) || maxKeys < 0) {
    throw new ServiceError(
      400,
      "InvalidArgument",
      "Provided max-keys not an integer or within integer range",
    );
  }
  const encoded = query.get("encoding-type") === "url";
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    maxKeys: Math.min(maxKeys, MAX_KEYS),
    write: (text) => (encoded ? encodeURIComponent(text).replaceAll("%2F", "/") : text),
  };
}

/** `ListObjectsV2`: the keys that have a current version, in order, folded at the delimiter. */
export function listObjects(store: ObjectStore, bucket: string, query: URLSearchParams): EndpointResponse {
  const list = parameters(query);
  const token = query.get("continuation-token");
  const after = token === null ? (query.get("start-after") ?? "") : Buffer.from(token, "base64").toString();
  const current = store.keys(bucket).filter((key) => store.get(bucket, key) && key.startsWith(list.prefix));
  const { kept, last, truncated } = page(current, after, list);
  const contents = kept.filter((entry) => !entry.folded).map(({ name }) => store.get(bucket, name));
  return xml("ListBucketResult", {
    Name: bucket,
    Prefix: list.write(list.prefix),
    Delimiter: list.delimiter === "" ? undefined : list.write(list.delimiter),
    MaxKeys: list.maxKeys,
    KeyCount: kept.length,
    IsTruncated: truncated,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: truncated ? Buffer.from(last).toString("base64") : undefined,
    EncodingType: query.get("encoding-type") ?? undefined,
    Contents: contents.flatMap((version) => (version ? [objectElement(version, list)] : [])),
    CommonPrefixes: kept.filter((entry) => entry.folded).map(({ name }) => ({ Prefix: list.write(name) })),
  });
}

/** One entry of a page for each key, or for all keys that share a prefix up to the delimiter. */
function page(keys: readonly string[], after: string, list: ListParameters) {
  const kept: { name: string; folded: boolean }[] = [];
  const seen = new Set<string>();
  for (const key of keys) {
    const end = list.delimiter === "" ? -1 : key.indexOf(list.delimiter, list.prefix.length);
    const folded = end >= 0;
    const name = folded ? key.slice(0, end + list.delimiter.length) : key;
    if (seen.has(name) || Buffer.compare(Buffer.from(name), Buffer.from(after)) <= 0) continue;
    if (kept.length === list.maxKeys)
      return { kept, last: kept.at(-1)?.name ?? "", truncated: list.maxKeys > 0 };
    seen.add(name);
    kept.push({ name, folded });
  }
  return { kept, last: "", truncated: false };
}

function objectElement(version: ObjectVersion, list: ListParameters): XmlElement {
  return {
    Key: list.write(version.key),
    LastModified: new Date(version.lastModifiedMs).toISOString(),
    ETag: `"${version.etag}"`,
    Size: version.body.length,
    StorageClass: "STANDARD",
  };
}

/** `ListObjectVersions`: every version and delete marker, keys in order, the newest first. */
export function listVersions(store: ObjectStore, bucket: string, query: URLSearchParams): EndpointResponse {
  const list = parameters(query);
  const keyMarker = query.get("key-marker") ?? "";
  const versionMarker = query.get("version-id-marker") ?? "";
  const all = store
    .keys(bucket)
    .filter(
      (key) => key.startsWith(list.prefix) && Buffer.compare(Buffer.from(key), Buffer.from(keyMarker)) >= 0,
    )
    .flatMap((key) => store.versions(bucket, key));
  const rest = behindMarker(all, keyMarker, versionMarker);
  const kept = rest.slice(0, list.maxKeys);
  const last = rest.length > kept.length ? kept.at(-1) : undefined;
  const element = (version: ObjectVersion): XmlElement => ({
    VersionId: version.versionId,
    IsLatest: store.versions(bucket, version.key)[0] === version,
    ...(version.deleteMarker
      ? { Key: list.write(version.key), LastModified: new Date(version.lastModifiedMs).toISOString() }
      : objectElement(version, list)),
  });
  return xml("ListVersionsResult", {
    Name: bucket,
    Prefix: list.write(list.prefix),
    KeyMarker: list.write(keyMarker),
    VersionIdMarker: versionMarker,
    MaxKeys: list.maxKeys,
    IsTruncated: last !== undefined,
    NextKeyMarker: last && list.write(last.key),
    NextVersionIdMarker: last?.versionId,
    Version: kept.filter((version) => !version.deleteMarker).map(element),
    DeleteMarker: kept.filter((version) => version.deleteMarker).map(element),
  });
}

function behindMarker(versions: readonly ObjectVersion[], key: string, versionId: string): ObjectVersion[] {
  if (key === "") return [...versions];
  if (versionId === "") return versions.filter((version) => version.key !== key);
  const marker = versions.findIndex((version) => version.key === key && version.versionId === versionId);
  return versions.slice(marker + 1);
}

export function xml(root: string, content: XmlElement): EndpointResponse {
  return {
    status: 200,
    headers: { "content-type": "application/xml" },
    body: xmlDocument(root, content, S3_NAMESPACE),
  };
}
