import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { CloudObject } from "../behaviour";
import type { Cloud } from "../cloud/cloud";
import { multipartEtag, type MultipartUpload, type UploadPart } from "../cloud/multipart-uploads";
import { compositeChecksums } from "./checksum";
import type { EndpointRequest, EndpointResponse } from "./message";
import { checkWriteConditions } from "./s3-conditions";
import { keptHeaders, receivedContent } from "./s3-content";
import { encryptionHeaders, isEncryptionHeader } from "./s3-encryption";
import { xml } from "./s3-listing";
import { versionHeader } from "./s3-objects";
import { ServiceError } from "./service-error";

/**
 * Uploads in parts. Terraform's S3 backend uploads so once a state is larger than 5 MiB, the part size of the AWS
 * SDK's upload manager for Go. Limits: Amazon S3 User Guide, "Amazon S3 multipart upload limits".
 */
const SMALLEST_PART_BYTES = 5 * 1024 * 1024;
const LARGEST_PART_NUMBER = 10_000;

/** `CreateMultipartUpload`. */
export function createUpload(
  cloud: Cloud,
  bucket: CloudObject,
  key: string,
  request: EndpointRequest,
): EndpointResponse {
  const encryption = encryptionHeaders(cloud, bucket, request.headers);
  const upload = cloud.objectStore.uploads.begin(bucket.id, key, { ...keptHeaders(request), ...encryption });
  const result = xml("InitiateMultipartUploadResult", { Bucket: bucket.id, Key: key, UploadId: upload.id });
  return { ...result, headers: { ...result.headers, ...encryption } };
}

/** `UploadPart`. */
export function uploadPart(
  cloud: Cloud,
  bucket: string,
  key: string,
  uploadId: string,
  request: EndpointRequest,
): EndpointResponse {
  const upload = openUpload(cloud, bucket, key, uploadId);
  const number = Number(request.query.get("partNumber"));
  if (!Number.isInteger(number) || number < 1 || number > LARGEST_PART_NUMBER) {
    throw new ServiceError(
      400,
      "InvalidArgument",
      `Part number must be an integer between 1 and ${LARGEST_PART_NUMBER}, inclusive`,
    );
  }
  const { content, checksums } = receivedContent(request);
  const { etag } = cloud.objectStore.uploads.addPart(upload, number, content, checksums);
  return { status: 200, headers: { etag: `"${etag}"`, ...checksums, ...encryptionOf(upload) } };
}

/** `CompleteMultipartUpload`: from now on the object exists. */
export function completeUpload(
  cloud: Cloud,
  bucket: CloudObject,
  key: string,
  uploadId: string,
  request: EndpointRequest,
): EndpointResponse {
  const upload = openUpload(cloud, bucket.id, key, uploadId);
  const parts = namedParts(upload, request.body.toString());
  checkWriteConditions(cloud, bucket.id, key, request);
  const body = Buffer.concat(parts.map((part) => part.body));
  const headers = { ...upload.headers, ...compositeChecksums(parts.map(({ checksums }) => checksums)) };
  const version = cloud.objectStore.put(bucket.id, key, body, headers, multipartEtag(parts));
  cloud.objectStore.uploads.end(upload);
  const result = xml("CompleteMultipartUploadResult", {
    Location: `http://${request.host}${request.path}`,
    Bucket: bucket.id,
    Key: key,
    ETag: `"${version.etag}"`,
  });
  return {
    ...result,
    headers: { ...result.headers, ...versionHeader(cloud, bucket.id, version), ...encryptionOf(upload) },
  };
}

/** `AbortMultipartUpload`. */
export function abortUpload(cloud: Cloud, bucket: string, key: string, uploadId: string): EndpointResponse {
  cloud.objectStore.uploads.end(openUpload(cloud, bucket, key, uploadId));
  return { status: 204 };
}

function openUpload(cloud: Cloud, bucket: string, key: string, uploadId: string): MultipartUpload {
  const upload = cloud.objectStore.uploads.find(bucket, key, uploadId);
  if (upload) return upload;
  throw new ServiceError(
    404,
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    { UploadId: uploadId },
  );
}

function encryptionOf({ headers }: MultipartUpload): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isEncryptionHeader(name)));
}

/**
 * The parts that a completion names.
 * @throws ServiceError MalformedXML, InvalidPartOrder, InvalidPart, EntityTooSmall
 */
function namedParts(upload: MultipartUpload, document: string): UploadPart[] {
  const named = readCompletion(document);
  const parts = named.map(({ number, etag }, index) => {
    if (index > 0 && number <= (named[index - 1]?.number ?? 0)) {
      throw new ServiceError(
        400,
        "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
        { UploadId: upload.id },
      );
    }
    const part = upload.parts.get(number);
    if (part?.etag === etag) return part;
    throw new ServiceError(
      400,
      "InvalidPart",
      "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      { UploadId: upload.id, PartNumber: String(number), ETag: etag },
    );
  });
  const small = parts.slice(0, -1).find(({ body }) => body.length < SMALLEST_PART_BYTES);
  if (!small) return parts;
  throw new ServiceError(
    400,
    "EntityTooSmall",
    "Your proposed upload is smaller than the minimum allowed size",
    {
      ProposedSize: String(small.body.length),
      MinSizeAllowed: String(SMALLEST_PART_BYTES),
      PartNumber: String(small.number),
      ETag: small.etag,
    },
  );
}

const parser = new XMLParser({
  parseTagValue: false,
  htmlEntities: true,
  isArray: (name) => name === "Part",
});

/** @throws ServiceError MalformedXML */
function readCompletion(document: string): { readonly number: number; readonly etag: string }[] {
  const malformed = new ServiceError(
    400,
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
  if (XMLValidator.validate(document) !== true) throw malformed;
  const { CompleteMultipartUpload: completion } = parser.parse(document) as {
    readonly CompleteMultipartUpload?: { readonly Part?: readonly { PartNumber?: string; ETag?: string }[] };
  };
  const parts = completion?.Part ?? [];
  if (parts.length === 0) throw malformed;
  return parts.map(({ PartNumber, ETag }) => {
    const number = Number(PartNumber);
    if (!Number.isInteger(number) || typeof ETag !== "string") throw malformed;
    return { number, etag: ETag.replaceAll('"', "") };
  });
}
