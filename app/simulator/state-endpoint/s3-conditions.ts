import type { Cloud } from "../cloud/cloud";
import type { ObjectVersion } from "../cloud/object-store";
import type { EndpointRequest } from "./message";
import { ServiceError } from "./service-error";

/**
 * Conditions of a write (Amazon S3 User Guide, "Conditional writes").
 * @throws ServiceError PreconditionFailed, NoSuchKey, NotImplemented
 */
export function checkWriteConditions(
  cloud: Cloud,
  bucket: string,
  key: string,
  { headers }: EndpointRequest,
): void {
  const current = cloud.objectStore.get(bucket, key);
  const { "if-none-match": ifNoneMatch, "if-match": ifMatch } = headers;
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== "*") {
      throw new ServiceError(
        501,
        "NotImplemented",
        "A header you provided implies functionality that is not implemented",
      );
    }
    if (current) throw preconditionFailed("If-None-Match");
  }
  if (ifMatch === undefined) return;
  if (!current) throw new ServiceError(404, "NoSuchKey", "The specified key does not exist.", { Key: key });
  if (!matches(ifMatch, current)) throw preconditionFailed("If-Match");
}

/** Whether a header with one or more ETags means the version. */
export function matches(header: string, version: ObjectVersion): boolean {
  return header
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, "").replaceAll('"', ""))
    .some((tag) => tag === "*" || tag === version.etag);
}

export function preconditionFailed(condition: string): ServiceError {
  return new ServiceError(
    412,
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold",
    { Condition: condition },
  );
}
