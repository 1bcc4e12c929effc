import { registryHost } from "../naming";
import { imageNamed, imageNames, type ImageName } from "../versions";
import type { RegistryOwner } from "./environment-registry";
import type { ImageLock } from "./image-lock";
import { digestOf, MANIFEST_TYPES, type RegistryClient } from "./registry-client";

/**
 * What stands in for an image in a simulated registry, where nothing is ever pulled to run: a manifest without
 * layers that says which image it means.
 */
function standInOf(image: ImageName) {
  const config = Buffer.from(
    JSON.stringify({
      architecture: "amd64",
      os: "linux",
      config: { Labels: { "dev.drydock.stand-in": `${image}:${imageNamed(image).tag}` } },
      rootfs: { type: "layers", diff_ids: [] },
    }),
  );
  const body = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST_TYPES.ociManifest,
      config: {
        mediaType: "application/vnd.oci.image.config.v1+json",
        digest: digestOf(config),
        size: config.length,
      },
      layers: [],
    }),
  );
  return { config, manifest: { mediaType: MANIFEST_TYPES.ociManifest, body } };
}

/** Pushes the stand-in of an image under the image's own tag, unless that is there already. */
export async function pushStandIn(repository: RegistryClient, image: ImageName): Promise<"pushed" | "there"> {
  const { tag } = imageNamed(image);
  if ((await repository.digestOf(tag)) !== undefined) return "there";
  const { config, manifest } = standInOf(image);
  await repository.putBlob(digestOf(config), config.length, config);
  await repository.putManifest(tag, manifest);
  return "pushed";
}

/**
 * The lock that an environment has in a rehearsal: the digests that its registry will give for the stand-ins. A step
 * of the rehearsal pushes them and compares.
 */
export function standInLock(environment: RegistryOwner): ImageLock {
  return {
    registry: registryHost(environment),
    simulated: true,
    images: Object.fromEntries(
      imageNames.map((image) => [
        image,
        { tag: imageNamed(image).tag, digest: digestOf(standInOf(image).manifest.body) },
      ]),
    ),
  };
}
