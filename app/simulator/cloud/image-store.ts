import { createHash, randomUUID } from "node:crypto";
import type { Clock } from "./clock";

/** A manifest of a repository: an image of one platform, or the index of several. */
export interface StoredManifest {
  /** `sha256:` and the hash of the body. */
  readonly digest: string;
  readonly mediaType: string;
  readonly body: Buffer;
  /** Simulated milliseconds UTC. */
  readonly pushedAtMs: number;
}

interface Repository {
  readonly blobs: Map<string, Buffer>;
  /** By digest. */
  readonly manifests: Map<string, StoredManifest>;
  /** Digests by tag. */
  readonly tags: Map<string, string>;
}

interface Upload {
  readonly repository: string;
  readonly content: Buffer;
}

/**
 * What lies in the registry's repositories, by the ARN of each. Whether a repository exists and what it allows is said
 * by the cloud's objects, not here.
 */
export class ImageStore {
  readonly #clock: Clock;
  readonly #repositories = new Map<string, Repository>();
  readonly #uploads: Map<string, Upload>;

  /** @param original what this one begins as a copy of; without one it is empty */
  constructor(clock: Clock, original?: ImageStore) {
    this.#clock = clock;
    for (const [arn, { blobs, manifests, tags }] of original ? original.#repositories : []) {
      const copy = { blobs: new Map(blobs), manifests: new Map(manifests), tags: new Map(tags) };
      this.#repositories.set(arn, copy);
    }
    this.#uploads = new Map(original ? original.#uploads : []);
  }

  /** @param clock the copy's own */
  copy(clock: Clock): ImageStore {
    return new ImageStore(clock, this);
  }

  /** Layers alone do not count: ECR deletes a repository without a manifest. */
  isEmpty(repository: string): boolean {
    return (this.#repositories.get(repository)?.manifests.size ?? 0) === 0;
  }

  /** The repository is gone with everything in it. */
  forget(repository: string): void {
    this.#repositories.delete(repository);
    for (const [id, upload] of this.#uploads) {
      if (upload.repository === repository) this.#uploads.delete(id);
    }
  }

  blob(repository: string, digest: string): Buffer | undefined {
    return this.#repositories.get(repository)?.blobs.get(digest);
  }

  putBlob(repository: string, content: Buffer): string {
    const digest = digestOf(content);
    this.#open(repository).blobs.set(digest, content);
    return digest;
  }

  /** @param reference a digest or a tag */
  manifest(repository: string, reference: string): StoredManifest | undefined {
    const found = this.#repositories.get(repository);
    return found?.manifests.get(found.tags.get(reference) ?? reference);
  }

  /** The digest that a tag names. */
  tagged(repository: string, tag: string): string | undefined {
    return this.#repositories.get(repository)?.tags.get(tag);
  }

  /** Names of a repository's tags, sorted. */
  tags(repository: string): string[] {
    return [...(this.#repositories.get(repository)?.tags.keys() ?? [])].sort();
  }

  putManifest(repository: string, mediaType: string, body: Buffer, tag?: string): StoredManifest {
    const { manifests, tags } = this.#open(repository);
    const digest = digestOf(body);
    const manifest = manifests.get(digest) ?? { digest, mediaType, body, pushedAtMs: this.#clock.nowMs };
    manifests.set(digest, manifest);
    if (tag !== undefined) tags.set(tag, digest);
    return manifest;
  }

  /** @returns the id of a new upload, which is empty */
  beginUpload(repository: string): string {
    const id = randomUUID();
    this.#uploads.set(id, { repository, content: Buffer.alloc(0) });
    return id;
  }

  /** @returns how many bytes an upload has now; undefined when there is no such upload */
  appendToUpload(repository: string, id: string, chunk: Buffer): number | undefined {
    const upload = this.#uploadOf(repository, id);
    if (!upload) return undefined;
    const content = Buffer.concat([upload.content, chunk]);
    this.#uploads.set(id, { repository, content });
    return content.length;
  }

  /** Ends an upload. @returns what was uploaded; undefined when there is no such upload */
  takeUpload(repository: string, id: string): Buffer | undefined {
    const upload = this.#uploadOf(repository, id);
    this.#uploads.delete(id);
    return upload?.content;
  }

  #uploadOf(repository: string, id: string): Upload | undefined {
    const upload = this.#uploads.get(id);
    return upload?.repository === repository ? upload : undefined;
  }

  #open(repository: string): Repository {
    let found = this.#repositories.get(repository);
    if (!found) {
      found = { blobs: new Map(), manifests: new Map(), tags: new Map() };
      this.#repositories.set(repository, found);
    }
    return found;
  }
}

/** The digest of a blob or manifest (OCI image specification, "Digests"). */
export function digestOf(content: Buffer | string): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}
