import { createHash } from "node:crypto";
import { crc32 } from "../aws/crc32";
import { ServiceError } from "./service-error";

function crc(content: Buffer, kind: "ieee" | "castagnoli"): string {
  const result = Buffer.alloc(4);
  result.writeUInt32BE(crc32(content, kind));
  return result.toString("base64");
}

const hash = (algorithm: string) => (content: Buffer) =>
  createHash(algorithm).update(content).digest("base64");

/** Checksums that S3 verifies and gives back, by header. CRC-64/NVME is taken as it is sent. */
const CHECKSUMS: Readonly<Record<string, (content: Buffer) => string>> = {
  "x-amz-checksum-crc32": (content) => crc(content, "ieee"),
  "x-amz-checksum-crc32c": (content) => crc(content, "castagnoli"),
  "x-amz-checksum-sha1": hash("sha1"),
  "x-amz-checksum-sha256": hash("sha256"),
};

export function isChecksumHeader(name: string): boolean {
  return name.startsWith("x-amz-checksum-");
}

/**
 * The checksums of an object that came in parts: of the parts' checksums, and how many there were (User Guide,
 * "Checking object integrity", composite checksums). An algorithm counts that was used for every part.
 */
export function compositeChecksums(
  parts: readonly Readonly<Record<string, string>>[],
): Record<string, string> {
  const composite: Record<string, string> = {};
  for (const [name, compute] of Object.entries(CHECKSUMS)) {
    const sums = parts.map((part) => part[name]).filter((sum) => sum !== undefined);
    if (sums.length === 0 || sums.length < parts.length) continue;
    const joined = Buffer.concat(sums.map((sum) => Buffer.from(sum, "base64")));
    composite[name] = `${compute(joined)}-${parts.length}`;
  }
  return composite;
}

/**
 * Verifies what the client says of a body.
 * @returns the checksum headers, to be kept with the object
 * @throws ServiceError BadDigest, XAmzContentSHA256Mismatch
 */
export function verifyChecksums(
  headers: Readonly<Record<string, string | undefined>>,
  content: Buffer,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, compute] of Object.entries(CHECKSUMS)) {
    const sent = headers[name];
    if (sent === undefined) continue;
    if (sent !== compute(content)) {
      const algorithm = name.slice(name.lastIndexOf("-") + 1).toUpperCase();
      throw new ServiceError(
        400,
        "BadDigest",
        `The ${algorithm} you specified did not match the calculated checksum.`,
      );
    }
    kept[name] = sent;
  }
  const md5 = headers["content-md5"];
  if (md5 !== undefined && md5 !== hash("md5")(content)) {
    throw new ServiceError(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
  }
  const sha256 = headers["x-amz-content-sha256"] ?? "";
  if (/^[0-9a-f]{64}$/.test(sha256) && sha256 !== createHash("sha256").update(content).digest("hex")) {
    throw new ServiceError(
      400,
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  return kept;
}
