import type { CloudObject } from "../behaviour";
import type { Cloud } from "../cloud/cloud";
import { type Caller, identify, signedScope } from "./credentials";
import type { EndpointRequest } from "./message";
import { ServiceError } from "./service-error";

export const S3_HOST = "s3.drydock.internal";

/** Bucket and key of a request: virtual-host style (`BUCKET.s3.…`) or path style (`/BUCKET/KEY`). */
export interface Target {
  readonly bucket: string;
  /** Decoded; empty when the request is about the bucket itself. */
  readonly key: string;
}

/** @throws ServiceError InvalidURI when the path is not percent-encoded text */
export function targetOf({ host, path }: EndpointRequest): Target {
  const decoded = decode(path.replace(/^\//, ""));
  if (host !== S3_HOST) return { bucket: host.slice(0, -S3_HOST.length - 1), key: decoded };
  const slash = decoded.indexOf("/");
  return slash < 0
    ? { bucket: decoded, key: "" }
    : { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1) };
}

export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError(400, "InvalidURI", "Couldn't parse the specified URI.", { URI: text });
  }
}

/**
 * Who calls S3.
 * @throws ServiceError AccessDenied without a signature, InvalidAccessKeyId, ExpiredToken
 */
export function callerOf(request: EndpointRequest, cloud: Cloud): Caller {
  const scope = signedScope(request.headers["authorization"], request.query);
  if (!scope) throw new ServiceError(403, "AccessDenied", "Access Denied");
  const token =
    request.headers["x-amz-security-token"] ?? request.query.get("X-Amz-Security-Token") ?? undefined;
  return identify(scope.keyId, token, cloud.clock, {
    unknown: new ServiceError(
      403,
      "InvalidAccessKeyId",
      "The AWS Access Key Id you provided does not exist in our records.",
      { AWSAccessKeyId: scope.keyId },
    ),
    expired: new ServiceError(400, "ExpiredToken", "The provided token has expired."),
  });
}

/**
 * The bucket, when it exists, the caller may enter it and the call was signed for its region.
 * @throws ServiceError NoSuchBucket, AccessDenied, AuthorizationHeaderMalformed
 */
export function openBucket(
  name: string,
  request: EndpointRequest,
  caller: Caller,
  cloud: Cloud,
): CloudObject {
  const bucket = cloud.findBy("aws_s3_bucket", "id", name);
  if (!bucket) {
    throw new ServiceError(404, "NoSuchBucket", "The specified bucket does not exist", { BucketName: name });
  }
  if (bucket.account !== caller.account) throw new ServiceError(403, "AccessDenied", "Access Denied");
  const region = signedScope(request.headers["authorization"], request.query)?.region;
  if (region !== bucket.region) {
    throw new ServiceError(
      400,
      "AuthorizationHeaderMalformed",
      `The authorization header is malformed; the region '${region}' is wrong; expecting '${bucket.region}'`,
      { Region: bucket.region },
    );
  }
  const expected = request.headers["x-amz-expected-bucket-owner"];
  if (expected !== undefined && expected !== bucket.account) {
    throw new ServiceError(403, "AccessDenied", "Access Denied");
  }
  return bucket;
}
