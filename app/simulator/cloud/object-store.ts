import { createHash } from "node:crypto";
import type { Clock } from "./clock";
import { MultipartUploads } from "./multipart-uploads";
import { ObjectLocks, type ObjectLock } from "./object-locks";

/** One version of an object in a bucket, or a delete marker. */
export interface ObjectVersion {
  readonly key: string;
  /** `null` in a bucket that never was versioned, as S3 writes it. */
  readonly versionId: string;
  readonly deleteMarker: boolean;
  readonly body: Buffer;
  /** MD5 of the body, hexadecimal, without quotes; of an object that came in parts see multipartEtag. */
  readonly etag: string;
  /** Simulated milliseconds UTC. */
  readonly lastModifiedMs: number;
  /** What is given back with it: `content-type`, `x-amz-meta-*`, checksums, how it is encrypted. */
  readonly headers: Readonly<Record<string, string>>;
  /** What keeps it from being deleted; absent where nothing does. */
  readonly lock?: ObjectLock;
}

export type Versioning = "never" | "Enabled" | "Suspended";

/** Version id of an object that was written while versioning was off. */
export const NULL_VERSION = "null";

/**
 * What lies in the buckets: for each key its versions, the newest first. Whether a bucket exists and to whom it
 * belongs is said by the cloud's objects, not here.
 */
export class ObjectStore {
  readonly #buckets = new Map<string, Map<string, ObjectVersion[]>>();
  readonly #versioning: Map<string, Versioning>;
  readonly #clock: Clock;
  readonly uploads: MultipartUploads;
  readonly locks: ObjectLocks;
  /** How many versions each key ever had. */
  readonly #written: Map<string, number>;

  /** @param original what this one begins as a copy of; without one it is empty */
  constructor(clock: Clock, original?: ObjectStore) {
    this.#clock = clock;
    // A version is never written to once it exists, and neither is a list of versions.
    for (const [bucket, keys] of original ? original.#buckets : []) this.#buckets.set(bucket, new Map(keys));
    this.#versioning = new Map(original ? original.#versioning : []);
    this.uploads = original?.uploads.copy() ?? new MultipartUploads();
    this.locks = original?.locks.copy() ?? new ObjectLocks();
    this.#written = new Map(original ? original.#written : []);
  }

  /** @param clock the copy's own */
  copy(clock: Clock): ObjectStore {
    return new ObjectStore(clock, this);
  }

  /** Neither objects nor old versions nor delete markers: what S3 wants before a bucket is deleted. */
  isEmpty(bucket: string): boolean {
    return (this.#buckets.get(bucket)?.size ?? 0) === 0;
  }

  empty(bucket: string): void {
    this.#buckets.delete(bucket);
  }

  /** The bucket is gone, with its settings and with what was on its way there. */
  forget(bucket: string): void {
    this.empty(bucket);
    this.uploads.forget(bucket);
    this.locks.forget(bucket);
    this.#versioning.delete(bucket);
  }

  versioningOf(bucket: string): Versioning {
    return this.#versioning.get(bucket) ?? "never";
  }

  enableVersioning(bucket: string): void {
    this.#versioning.set(bucket, "Enabled");
  }

  /** New objects get no version of their own; those that exist keep theirs. */
  suspendVersioning(bucket: string): void {
    this.#versioning.set(bucket, "Suspended");
  }

  /** The current version; undefined when there is none or a delete marker hides it. */
  get(bucket: string, key: string): ObjectVersion | undefined {
    const newest = this.versions(bucket, key)[0];
    return newest?.deleteMarker ? undefined : newest;
  }

  /** One version, or delete marker, by its id. */
  getVersion(bucket: string, key: string, versionId: string): ObjectVersion | undefined {
    return this.versions(bucket, key).find((version) => version.versionId === versionId);
  }

  /**
   * Whether a version is kept by its lock now.
   * @param bypass the caller may bypass GOVERNANCE and says so; it helps against nothing else
   */
  isLocked({ lock }: ObjectVersion, { bypass }: { readonly bypass: boolean }): boolean {
    if (lock === undefined || lock.untilMs <= this.#clock.nowMs) return false;
    return lock.mode === "COMPLIANCE" || !bypass;
  }

  /** All versions of a key, the newest first. */
  versions(bucket: string, key: string): readonly ObjectVersion[] {
    return this.#buckets.get(bucket)?.get(key) ?? [];
  }

  put(
    bucket: string,
    key: string,
    body: Buffer,
    headers: Readonly<Record<string, string>> = {},
    etag = createHash("md5").update(body).digest("hex"),
  ): ObjectVersion {
    return this.#add(bucket, { key, body, etag, headers, deleteMarker: false });
  }

  /**
   * Deletes the current version: for good in a bucket that never was versioned, else under a delete marker.
   * @returns the delete marker, when one was written
   */
  delete(bucket: string, key: string): ObjectVersion | undefined {
    if (this.versioningOf(bucket) !== "never") {
      const marker = { key, body: Buffer.alloc(0), etag: "", headers: {}, deleteMarker: true };
      return this.#add(bucket, marker);
    }
    this.#buckets.get(bucket)?.delete(key);
    return undefined;
  }

  /** Deletes one version for good. */
  deleteVersion(bucket: string, key: string, versionId: string): ObjectVersion | undefined {
    const keys = this.#buckets.get(bucket);
    const versions = keys?.get(key) ?? [];
    const remaining = versions.filter((version) => version.versionId !== versionId);
    if (remaining.length > 0) keys?.set(key, remaining);
    else keys?.delete(key);
    return versions.find((version) => version.versionId === versionId);
  }

  /** Keys in order of their UTF-8 bytes, as S3 lists them. */
  keys(bucket: string): string[] {
    return [...(this.#buckets.get(bucket)?.keys() ?? [])].sort((a, b) =>
      Buffer.compare(Buffer.from(a), Buffer.from(b)),
    );
  }

  #add(bucket: string, content: Omit<ObjectVersion, "versionId" | "lastModifiedMs" | "lock">): ObjectVersion {
    let keys = this.#buckets.get(bucket);
    if (!keys) this.#buckets.set(bucket, (keys = new Map()));
    const versioned = this.versioningOf(bucket) === "Enabled";
    const versionId = versioned ? this.#nextVersionId(bucket, content.key) : NULL_VERSION;
    const lastModifiedMs = this.#clock.nowMs;
    // A delete marker is never locked (User Guide, "Managing delete markers with Object Lock").
    const lock = content.deleteMarker ? undefined : this.locks.forNewObject(bucket, lastModifiedMs);
    const version: ObjectVersion = { ...content, versionId, lastModifiedMs, ...(lock && { lock }) };
    // A write while versioning is off replaces the one version without an id, and no other.
    const older = (keys.get(content.key) ?? []).filter(
      (one) => versionId !== NULL_VERSION || one.versionId !== NULL_VERSION,
    );
    keys.set(content.key, [version, ...older]);
    return version;
  }

  /** Thirty-two characters, as S3's are; counted for each key, so that two rehearsals agree. */
  #nextVersionId(bucket: string, key: string): string {
    const name = `${bucket}/${key}`;
    const count = (this.#written.get(name) ?? 0) + 1;
    this.#written.set(name, count);
    return createHash("sha256").update(`${name}#${count}`).digest("base64url").slice(0, 32);
  }
}
