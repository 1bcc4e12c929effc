import type { Cloud } from "../cloud/cloud";
import { digestOf } from "../cloud/image-store";
import type { EndpointRequest, EndpointResponse } from "./message";
import type { OpenRepository } from "./registry-service";
import { ServiceError } from "./service-error";

/** A layer or configuration; a HEAD request gets the headers alone. */
export function deliverBlob(
  { imageStore }: Cloud,
  { arn }: OpenRepository,
  digest: string,
): EndpointResponse {
  const blob = imageStore.blob(arn, digest);
  if (!blob) throw new ServiceError(404, "BLOB_UNKNOWN", `Layer '${digest}' not found`);
  return {
    status: 200,
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(blob.length),
      "docker-content-digest": digest,
    },
    body: blob,
  };
}

/** A manifest by digest or tag, in the form in which it was pushed. */
export function deliverManifest(
  { imageStore }: Cloud,
  { arn }: OpenRepository,
  reference: string,
): EndpointResponse {
  const manifest = imageStore.manifest(arn, reference);
  if (!manifest) throw new ServiceError(404, "MANIFEST_UNKNOWN", "Requested image not found");
  return {
    status: 200,
    headers: {
      "content-type": manifest.mediaType,
      "content-length": String(manifest.body.length),
      "docker-content-digest": manifest.digest,
    },
    body: manifest.body,
  };
}

export function listTags({ imageStore }: Cloud, { arn, name }: OpenRepository): EndpointResponse {
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, tags: imageStore.tags(arn) }),
  };
}

interface Descriptor {
  readonly digest?: unknown;
  /** Layers that lie elsewhere are not pushed. */
  readonly urls?: unknown;
}

interface Manifest {
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
}

/**
 * Takes a manifest whose layers, or whose images, are there already.
 * @throws ServiceError TAG_INVALID for a tag that exists in a repository of immutable ones, with whatever digest;
 * DIGEST_INVALID, MANIFEST_INVALID, BLOB_UNKNOWN, MANIFEST_UNKNOWN
 */
export function putManifest(
  cloud: Cloud,
  repository: OpenRepository,
  reference: string,
  { body, headers }: EndpointRequest,
): EndpointResponse {
  const { imageStore } = cloud;
  const { arn, name, object } = repository;
  requireContent(cloud, repository, parse(body));
  const tag = reference.startsWith("sha256:") ? undefined : reference;
  if (tag === undefined && reference !== digestOf(body)) {
    throw new ServiceError(400, "DIGEST_INVALID", `The manifest's digest is not '${reference}'`);
  }
  const immutable = object.attributes["image_tag_mutability"] !== "MUTABLE";
  if (tag !== undefined && immutable && imageStore.tagged(arn, tag) !== undefined) {
    throw new ServiceError(
      400,
      "TAG_INVALID",
      `The image tag '${tag}' already exists in the '${name}' repository and cannot be overwritten because the repository is immutable.`,
    );
  }
  const mediaType = headers["content-type"] ?? "application/vnd.docker.distribution.manifest.v2+json";
  const { digest } = imageStore.putManifest(arn, mediaType, body, tag);
  return {
    status: 201,
    headers: { location: `/v2/${name}/manifests/${digest}`, "docker-content-digest": digest },
  };
}

function requireContent(
  { imageStore }: Cloud,
  { arn, name, object }: OpenRepository,
  manifest: Manifest,
): void {
  const layers = digestsOf([...(manifest.config ? [manifest.config] : []), ...(manifest.layers ?? [])]);
  const absentLayers = layers.filter((digest) => imageStore.blob(arn, digest) === undefined);
  if (absentLayers.length > 0) {
    throw new ServiceError(
      400,
      "BLOB_UNKNOWN",
      `Layers with digests '[${absentLayers.join(", ")}]' required for pushing image into repository with name '${name}' in the registry with id '${object.account}' do not exist`,
    );
  }
  const absentImages = digestsOf(manifest.manifests ?? []).filter(
    (digest) => !imageStore.manifest(arn, digest),
  );
  if (absentImages.length > 0) {
    throw new ServiceError(
      400,
      "MANIFEST_UNKNOWN",
      `Images with digests '[${absentImages.join(", ")}]' required for pushing image into repository with name '${name}' in the registry with id '${object.account}' do not exist`,
    );
  }
}

function digestsOf(descriptors: readonly Descriptor[]): string[] {
  return descriptors.filter(({ urls }) => urls === undefined).map(({ digest }) => String(digest));
}

function parse(body: Buffer): Manifest {
  try {
    const manifest: unknown = JSON.parse(body.toString());
    if (typeof manifest === "object" && manifest !== null && !Array.isArray(manifest)) return manifest;
  } catch {
    // Answered below, as what is no object is.
  }
  throw new ServiceError(400, "MANIFEST_INVALID", "The manifest is no JSON object.");
}
