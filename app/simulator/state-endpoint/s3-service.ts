import type { Cloud } from "../cloud/cloud";
import type { EndpointService } from "./endpoint-service";
import type { EndpointRequest, EndpointResponse } from "./message";
import { callerOf, openBucket, S3_HOST, targetOf } from "./s3-bucket-access";
import { listObjects, listVersions, xml } from "./s3-listing";
import { abortUpload, completeUpload, createUpload, uploadPart } from "./s3-multipart";
import { deleteObject, getObject, putObject } from "./s3-objects";
import { ServiceError } from "./service-error";
import { xmlDocument } from "./xml";

/** The part of Amazon S3 that a Terraform state needs. Other operations are answered with NotImplemented. */
export const s3Service: EndpointService = {
  name: "s3",
  host: S3_HOST,
  // With or without a bucket in front.
  takes: ({ host }) => host === S3_HOST || host.endsWith(`.${S3_HOST}`),
  answer: answerS3,
  failure: s3Failure,
  throttled: () => new ServiceError(503, "SlowDown", "Please reduce your request rate."),
  variables: () => ({ AWS_ENDPOINT_URL_S3: `http://${S3_HOST}` }),
};

function answerS3(cloud: Cloud, request: EndpointRequest): EndpointResponse {
  const caller = callerOf(request, cloud);
  const { bucket: name, key } = targetOf(request);
  if (name === "") throw notImplemented();
  const bucket = openBucket(name, request, caller, cloud);
  const { method, query } = request;
  if (key === "") {
    if (method === "HEAD") return { status: 200, headers: { "x-amz-bucket-region": bucket.region } };
    if (method !== "GET") throw notImplemented();
    if (query.get("list-type") === "2") return listObjects(cloud.objectStore, name, query);
    if (query.has("versions")) return listVersions(cloud.objectStore, name, query);
    if (query.has("versioning")) {
      const status = cloud.objectStore.versioningOf(name);
      return xml("VersioningConfiguration", { Status: status === "never" ? undefined : status });
    }
    throw notImplemented();
  }
  if (["acl", "tagging", "retention", "legal-hold"].some((part) => query.has(part))) throw notImplemented();
  const upload = query.get("uploadId");
  if (upload !== null) {
    if (method === "PUT") return uploadPart(cloud, name, key, upload, request);
    if (method === "POST") return completeUpload(cloud, bucket, key, upload, request);
    if (method === "DELETE") return abortUpload(cloud, name, key, upload);
    throw notImplemented();
  }
  if (method === "POST" && query.has("uploads")) return createUpload(cloud, bucket, key, request);
  if (method === "GET" || method === "HEAD") return getObject(cloud, name, key, request);
  if (method === "PUT") return putObject(cloud, bucket, key, request);
  if (method === "DELETE") return deleteObject(cloud, name, key, request);
  throw notImplemented();
}

/** An error as S3 writes it; a HEAD request gets the status alone. */
function s3Failure(error: ServiceError, request: EndpointRequest): EndpointResponse {
  if (request.method === "HEAD") return { status: error.status };
  const content = {
    Code: error.code,
    Message: error.message,
    ...error.details,
    RequestId: request.requestId,
    HostId: Buffer.from(request.requestId).toString("base64"),
  };
  return {
    status: error.status,
    headers: { "content-type": "application/xml" },
    body: xmlDocument("Error", content),
  };
}

function notImplemented(): ServiceError {
  return new ServiceError(
    501,
    "NotImplemented",
    "The simulated S3 has no such operation; it answers those that a Terraform state needs.",
  );
}
