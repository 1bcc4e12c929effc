import type { CloudObject } from "../behaviour";
import type { Cloud } from "../cloud/cloud";
import type { EndpointService } from "./endpoint-service";
import type { EndpointRequest, EndpointResponse } from "./message";
import { deliverBlob, deliverManifest, listTags, putManifest } from "./registry-content";
import { readRegistryToken, type RegistryAccess } from "./registry-token";
import { beginUpload, changeUpload } from "./registry-uploads";
import { ServiceError } from "./service-error";

/** A repository that a request is about, as the caller may see it. */
export interface OpenRepository {
  readonly object: CloudObject;
  /** Its name in the registry. */
  readonly name: string;
  /** What the image store knows it by. */
  readonly arn: string;
}

const UNAUTHORIZED = "UNAUTHORIZED";
const ROUTE =
  /^\/v2\/(?<name>.+?)\/(?:(?<kind>manifests|blobs)\/(?<reference>[^/]+)|(?<kind2>blobs\/uploads)\/(?<upload>[^/]*)|tags\/list)$/;

/**
 * The registry of every account, on the endpoint's own address: the distribution API of the OCI with ECR's tokens and
 * refusals. Which account and region is meant is said by the token, as on AWS by the host.
 * Source: Open Container Initiative, distribution specification 1.1; ECR user guide, "Private registry authentication".
 */
export const registryService: EndpointService = {
  name: "ecr-registry",
  host: "127.0.0.1 (images)",
  takes: ({ host, path }) => /^(127\.0\.0\.1|localhost)$/.test(host) && /^\/v2(\/|$)/.test(path),
  answer,
  failure,
  throttled: () => new ServiceError(429, "TOOMANYREQUESTS", "Rate exceeded"),
  variables: () => ({}),
};

function answer(cloud: Cloud, request: EndpointRequest): EndpointResponse {
  const access = accessOf(cloud, request);
  const { method } = request;
  if (/^\/v2\/?$/.test(request.path)) return { status: 200, headers: VERSION };
  const found = ROUTE.exec(request.path)?.groups;
  if (!found) throw new ServiceError(404, "UNSUPPORTED", "The registry has no such address.");
  const repository = openRepository(cloud, access, found["name"] ?? "");
  const { reference, upload } = found;
  if (upload === "" && method === "POST") return beginUpload(cloud, repository);
  if (upload !== undefined && upload !== "") return changeUpload(cloud, repository, upload, request);
  if (reference === undefined && upload === undefined && method === "GET") return listTags(cloud, repository);
  if (reference !== undefined && found["kind"] === "blobs" && isRead(method)) {
    return deliverBlob(cloud, repository, reference);
  }
  if (reference !== undefined && found["kind"] === "manifests") {
    if (isRead(method)) return deliverManifest(cloud, repository, reference);
    if (method === "PUT") return putManifest(cloud, repository, reference, request);
  }
  throw new ServiceError(405, "UNSUPPORTED", "The operation is unsupported.");
}

/** @throws ServiceError UNAUTHORIZED without a token, DENIED with one that is over */
function accessOf(cloud: Cloud, { headers }: EndpointRequest): RegistryAccess {
  const access = readRegistryToken(headers["authorization"]);
  if (!access) throw new ServiceError(401, UNAUTHORIZED, "Not Authorized");
  if (access.expiresMs > cloud.clock.nowMs) return access;
  throw new ServiceError(
    403,
    "DENIED",
    "Your authorization token has expired. Reauthenticate and try again.",
  );
}

function openRepository(cloud: Cloud, { account, region }: RegistryAccess, name: string): OpenRepository {
  const object = cloud.get("aws_ecr_repository", name, { provider: "aws", account, region });
  if (object) return { object, name, arn: String(object.attributes["arn"]) };
  throw new ServiceError(
    404,
    "NAME_UNKNOWN",
    `The repository with name '${name}' does not exist in the registry with id '${account}'`,
  );
}

function isRead(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

const VERSION = { "docker-distribution-api-version": "registry/2.0" };

function failure(error: ServiceError, { endpoint }: EndpointRequest): EndpointResponse {
  const challenge = error.code === UNAUTHORIZED && {
    "www-authenticate": `Basic realm="${endpoint}/",service="ecr.amazonaws.com"`,
  };
  return {
    status: error.status,
    headers: { ...VERSION, "content-type": "application/json", ...challenge },
    body: JSON.stringify({ errors: [{ code: error.code, message: error.message }] }),
  };
}
