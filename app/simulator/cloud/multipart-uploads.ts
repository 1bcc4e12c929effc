import { createHash } from "node:crypto";

/** One part of an upload, as it was received last. */
export interface UploadPart {
  /** 1 to 10,000; parts are joined in this order. */
  readonly number: number;
  readonly body: Buffer;
  /** MD5 of the body, hexadecimal, without quotes. */
  readonly etag: string;
  /** `x-amz-checksum-*` headers that were sent and verified. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** An object that arrives in parts and does not exist before all are there. */
export interface MultipartUpload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** Headers that the object will have. */
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, UploadPart>;
}

/** Uploads in parts that were begun and neither completed nor aborted. */
export class MultipartUploads {
  readonly #uploads = new Map<string, MultipartUpload>();
  #begun = 0;

  copy(): MultipartUploads {
    const copy = new MultipartUploads();
    for (const [id, upload] of this.#uploads)
      copy.#uploads.set(id, { ...upload, parts: new Map(upload.parts) });
    copy.#begun = this.#begun;
    return copy;
  }

  begin(bucket: string, key: string, headers: Readonly<Record<string, string>>): MultipartUpload {
    const id = createHash("sha256").update(`${bucket}/${key}#${++this.#begun}`).digest("base64url");
    const upload = { id, bucket, key, headers, parts: new Map<number, UploadPart>() };
    this.#uploads.set(id, upload);
    return upload;
  }

  /** The upload of an id, when it is one of this key. */
  find(bucket: string, key: string, id: string): MultipartUpload | undefined {
    const upload = this.#uploads.get(id);
    return upload?.bucket === bucket && upload.key === key ? upload : undefined;
  }

  /** Adds a part, or replaces the one of this number. */
  addPart(
    upload: MultipartUpload,
    number: number,
    body: Buffer,
    checksums: Readonly<Record<string, string>>,
  ): UploadPart {
    const part = { number, body, etag: createHash("md5").update(body).digest("hex"), checksums };
    upload.parts.set(number, part);
    return part;
  }

  end(upload: MultipartUpload): void {
    this.#uploads.delete(upload.id);
  }

  /** Ends all uploads to a bucket. */
  forget(bucket: string): void {
    for (const upload of this.#uploads.values()) if (upload.bucket === bucket) this.end(upload);
  }
}

/** S3's ETag of an object that came in parts: the MD5 of the parts' MD5 digests, and how many there were. */
export function multipartEtag(parts: readonly UploadPart[]): string {
  const digests = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, "hex")));
  return `${createHash("md5").update(digests).digest("hex")}-${parts.length}`;
}
