import * as path from "node:path";
import { repositoryRoot } from "../repository";
import { UserError } from "../user-error";
import { imageNamed, type ImageName, type MirroredImage, type OwnImage } from "../versions";
import { buildAndPush } from "./build-image";
import type { Builder } from "./builders";
import { copyImage } from "./copy-image";
import type { EnvironmentRegistry } from "./environment-registry";
import { RegistryClient } from "./registry-client";
import { requireSameSources, SOURCE_LABEL, sourcesOf } from "./own-sources";
import { parseReference } from "./upstream-reference";

export interface PushContext {
  readonly registry: EnvironmentRegistry;
  /** Told what is being done, in a few words. */
  readonly onStatus: (status: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Copies a mirrored image from upstream with all its platforms, unless its tag is there already.
 * @returns what was done, in a few words
 */
export async function mirrorImage(
  image: ImageName,
  { registry, onStatus, signal }: PushContext,
): Promise<string> {
  const { tag, upstream } = mirrored(image);
  const target = registry.repository(image);
  if ((await target.digestOf(tag)) !== undefined) return "there already";
  const source = parseReference(`${upstream}:${tag}`);
  onStatus(`asking ${source.registry}`);
  const digest = await copyImage({
    source: new RegistryClient(source, registry.agents),
    reference: tag,
    target,
    tag,
    onProgress: (bytes) => onStatus(`${megabytes(bytes)} copied`),
    ...(signal && { signal }),
  });
  return `copied ${digest}`;
}

/**
 * Builds an image of ours and pushes it, unless its tag is there already and was built from the same sources.
 * @returns what was done, in a few words
 * @throws UserError when the tag is there with other sources
 */
export async function buildImage(
  image: ImageName,
  { registry, onStatus, signal }: PushContext,
  how: { readonly builder: Builder; readonly variables: NodeJS.ProcessEnv; readonly logFolder: string },
): Promise<string> {
  const own = ownImage(image);
  const target = registry.repository(image);
  if ((await target.digestOf(own.tag)) !== undefined) {
    await requireSameSources(image, own, target);
    return "there already";
  }
  const base = await baseDigest(own, registry);
  await buildAndPush({
    ...how,
    folder: path.join(repositoryRoot, own.folder),
    reference: `${new URL(registry.url).host}/${target.address.repository}:${own.tag}`,
    arguments: { BASE_IMAGE: base },
    labels: {
      [SOURCE_LABEL]: sourcesOf(own),
      "org.opencontainers.image.version": own.tag,
      "org.opencontainers.image.base.name": own.base,
      "org.opencontainers.image.base.digest": base.split("@")[1] ?? "",
    },
    login: registry.login,
    plainHttp: registry.simulated,
    logFolder: path.join(how.logFolder, image),
    onLine: onStatus,
    ...(signal && { signal }),
  });
  return `built with ${how.builder.kind}`;
}

/** The base by digest: what the tag meant at the moment of the build stands in the image's labels. */
async function baseDigest({ base }: OwnImage, { agents }: EnvironmentRegistry): Promise<string> {
  const source = parseReference(base);
  const digest = await new RegistryClient(source, agents).digestOf(source.reference);
  if (digest !== undefined) return `${source.registry}/${source.repository}@${digest}`;
  throw new UserError(
    `The base ${base} does not exist at ${source.registry}. Correct it in app/image-versions.ts.`,
  );
}

function mirrored(image: ImageName): MirroredImage {
  const found = imageNamed(image);
  if (found.kind === "mirrored") return found;
  throw new UserError(`${image} is an image of ours: it is built, not mirrored.`);
}

function ownImage(image: ImageName): OwnImage {
  const found = imageNamed(image);
  if (found.kind === "own") return found;
  throw new UserError(`${image} is an image of somebody else: it is mirrored, not built.`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
