import { decodeAwsChunked, isAwsChunked } from "./aws-chunked";
import { verifyChecksums } from "./checksum";
import type { EndpointRequest } from "./message";

/** Headers that are kept with an object and given back. */
const KEPT = /^(content-type|content-disposition|content-language|cache-control|x-amz-meta-.+)$/;

export function keptHeaders({ headers }: EndpointRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      KEPT.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}

/**
 * The content of an upload, out of its chunks and verified, with the checksum headers that belong to it.
 * @throws ServiceError IncompleteBody, BadDigest, XAmzContentSHA256Mismatch
 */
export function receivedContent({ headers, body }: EndpointRequest): {
  readonly content: Buffer;
  readonly checksums: Record<string, string>;
} {
  const { content, trailers } = isAwsChunked(headers)
    ? decodeAwsChunked(body, headers["x-amz-decoded-content-length"])
    : { content: body, trailers: {} };
  return { content, checksums: verifyChecksums({ ...headers, ...trailers }, content) };
}
