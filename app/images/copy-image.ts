import { createHash } from "node:crypto";
import { Transform, type TransformCallback } from "node:stream";
import { UserError } from "../user-error";
import { MANIFEST_TYPES, type Manifest, type RegistryClient } from "./registry-client";
import { BrokenConnection } from "./registry-http";

/** What of an image points to more of it. */
interface Descriptor {
  readonly mediaType?: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** Content that lies elsewhere and may not be copied. */
  readonly urls?: readonly string[];
}

interface ManifestContent {
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
}

export interface CopyOptions {
  readonly source: RegistryClient;
  /** Tag or digest at the source. */
  readonly reference: string;
  readonly target: RegistryClient;
  /** Tag at the target. */
  readonly tag: string;
  /** Told what has arrived. @param bytes of layers, so far */
  readonly onProgress?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

const ATTEMPTS = 3;
const INDEXES: readonly string[] = [MANIFEST_TYPES.ociIndex, MANIFEST_TYPES.dockerList];

/**
 * Copies an image with all its platforms, manifest by manifest, unchanged: it has the same digest afterwards. What
 * the target holds already is not sent again; the tag comes last, so that it never names half an image.
 * @returns the digest
 * @throws UserError when either registry refuses, or content is not what its digest says
 */
export async function copyImage(options: CopyOptions): Promise<string> {
  const manifest = await options.source.manifest(options.reference);
  const copier = new Copier(options);
  await copier.copyContent(manifest);
  await options.target.putManifest(options.tag, manifest);
  return manifest.digest;
}

class Copier {
  private bytes = 0;

  constructor(private readonly options: CopyOptions) {}

  /** Everything below a manifest, but not itself. */
  async copyContent(manifest: Manifest): Promise<void> {
    const content = read(manifest);
    if (INDEXES.includes(manifest.mediaType) || content.manifests !== undefined) {
      for (const { digest } of content.manifests ?? []) {
        if ((await this.options.target.digestOf(digest)) !== undefined) continue;
        const part = await this.options.source.manifest(digest);
        await this.copyContent(part);
        await this.options.target.putManifest(digest, part);
      }
      return;
    }
    const blobs = [...(content.config ? [content.config] : []), ...(content.layers ?? [])];
    for (const blob of blobs.filter(({ urls }) => urls === undefined)) {
      if (!(await this.options.target.hasBlob(blob.digest))) await this.copyBlob(blob);
    }
  }

  private async copyBlob({ digest, size }: Descriptor): Promise<void> {
    const { source, target, onProgress, signal } = this.options;
    const before = this.bytes;
    for (let attempt = 1; ; attempt++) {
      signal?.throwIfAborted();
      const checked = new DigestCheck(digest, (bytes) => onProgress?.((this.bytes = before + bytes)));
      try {
        const content = await source.blob(digest);
        // It may fail before the upload has begun to read it; whoever reads it then fails.
        checked.on("error", () => undefined);
        content.on("error", (error) => checked.destroy(error));
        const stop = (): void => void content.destroy(new Error("interrupted"));
        signal?.addEventListener("abort", stop, { once: true });
        await target
          .putBlob(digest, size, content.pipe(checked))
          .finally(() => signal?.removeEventListener("abort", stop));
        return;
      } catch (error) {
        if (checked.problem) throw checked.problem;
        if (!(error instanceof BrokenConnection) || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

/** Passes content on and fails at its end when it is not what its digest says. */
class DigestCheck extends Transform {
  private readonly hash = createHash("sha256");
  private bytes = 0;
  problem: UserError | undefined;

  constructor(
    private readonly digest: string,
    private readonly onBytes: (bytes: number) => void,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, callback: TransformCallback): void {
    this.hash.update(chunk);
    this.onBytes((this.bytes += chunk.length));
    callback(null, chunk);
  }

  override _flush(callback: TransformCallback): void {
    const found = `sha256:${this.hash.digest("hex")}`;
    if (found !== this.digest) {
      this.problem = new UserError(
        `A layer came with other content than its digest says: ${found} for ${this.digest}.`,
      );
      return callback(this.problem);
    }
    callback();
  }
}

function read({ body, digest }: Manifest): ManifestContent {
  try {
    return JSON.parse(body.toString()) as ManifestContent;
  } catch {
    throw new UserError(`The manifest ${digest} is no JSON document.`);
  }
}
