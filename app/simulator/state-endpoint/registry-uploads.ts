import type { Cloud } from "../cloud/cloud";
import { digestOf } from "../cloud/image-store";
import type { EndpointRequest, EndpointResponse } from "./message";
import type { OpenRepository } from "./registry-service";
import { ServiceError } from "./service-error";

/**
 * Begins the upload of a layer. ECR takes no layer in the first request already and mounts none from another
 * repository, so that is answered as any other beginning, which the specification allows.
 */
export function beginUpload({ imageStore }: Cloud, { arn, name }: OpenRepository): EndpointResponse {
  return { status: 202, headers: progress(name, imageStore.beginUpload(arn), 0) };
}

/** Appends to an upload (PATCH), ends it (PUT), says how far it is (GET), or gives it up (DELETE). */
export function changeUpload(
  { imageStore }: Cloud,
  { arn, name }: OpenRepository,
  id: string,
  { method, body, query }: EndpointRequest,
): EndpointResponse {
  const size = imageStore.appendToUpload(
    arn,
    id,
    method === "PATCH" || method === "PUT" ? body : Buffer.alloc(0),
  );
  if (size === undefined) {
    throw new ServiceError(404, "BLOB_UPLOAD_UNKNOWN", "The upload could not be found.");
  }
  switch (method) {
    case "PATCH":
      return { status: 202, headers: progress(name, id, size) };
    case "GET":
      return { status: 204, headers: progress(name, id, size) };
    case "DELETE":
      imageStore.takeUpload(arn, id);
      return { status: 204 };
    case "PUT": {
      const content = imageStore.takeUpload(arn, id) ?? Buffer.alloc(0);
      const digest = query.get("digest");
      if (digest !== digestOf(content)) {
        throw new ServiceError(
          400,
          "DIGEST_INVALID",
          `Layer digest '${digest}' does not match the uploaded content '${digestOf(content)}'`,
        );
      }
      imageStore.putBlob(arn, content);
      return {
        status: 201,
        headers: { location: `/v2/${name}/blobs/${digest}`, "docker-content-digest": digest },
      };
    }
    default:
      throw new ServiceError(405, "UNSUPPORTED", "The operation is unsupported.");
  }
}

function progress(name: string, id: string, size: number): Record<string, string> {
  return {
    location: `/v2/${name}/blobs/uploads/${id}`,
    range: `0-${Math.max(0, size - 1)}`,
    "docker-upload-uuid": id,
  };
}
