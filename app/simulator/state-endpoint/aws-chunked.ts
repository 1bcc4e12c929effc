import { ServiceError } from "./service-error";

const LINE_END = "\r\n";

export interface DecodedBody {
  readonly content: Buffer;
  /** Trailing headers by lower-case name: checksums. */
  readonly trailers: Readonly<Record<string, string>>;
}

/** Whether a body is sent in AWS's own chunks (Amazon S3 API, "Signature calculations: transferring in chunks"). */
export function isAwsChunked(headers: Readonly<Record<string, string | undefined>>): boolean {
  return (
    (headers["content-encoding"] ?? "").split(",").some((coding) => coding.trim() === "aws-chunked") ||
    (headers["x-amz-content-sha256"] ?? "").startsWith("STREAMING-")
  );
}

/**
 * Decodes `SIZE;chunk-signature=…`, data, and so on, up to the chunk of size zero and the trailers behind it.
 * @throws ServiceError IncompleteBody when it ends early or its length is not the declared one
 */
export function decodeAwsChunked(body: Buffer, declaredLength: string | undefined): DecodedBody {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const [header, start] = line(body, position);
    const size = parseInt(header.split(";", 1)[0] ?? "", 16);
    if (!Number.isInteger(size)) throw incomplete();
    position = start;
    if (size === 0) break;
    if (position + size + LINE_END.length > body.length) throw incomplete();
    chunks.push(body.subarray(position, position + size));
    position += size + LINE_END.length;
  }
  const content = Buffer.concat(chunks);
  if (declaredLength !== undefined && Number(declaredLength) !== content.length) throw incomplete();
  return { content, trailers: readTrailers(body, position) };
}

function readTrailers(body: Buffer, start: number): Record<string, string> {
  const trailers: Record<string, string> = {};
  for (const text of body.subarray(start).toString("latin1").split(LINE_END)) {
    const colon = text.indexOf(":");
    if (colon > 0) trailers[text.slice(0, colon).trim().toLowerCase()] = text.slice(colon + 1).trim();
  }
  return trailers;
}

/** The text of a line and where the next one begins. */
function line(body: Buffer, start: number): [string, number] {
  const end = body.indexOf(LINE_END, start);
  if (end < 0) throw incomplete();
  return [body.subarray(start, end).toString("latin1"), end + LINE_END.length];
}

function incomplete(): ServiceError {
  return new ServiceError(
    400,
    "IncompleteBody",
    "You did not provide the number of bytes specified by the Content-Length HTTP header.",
  );
}
