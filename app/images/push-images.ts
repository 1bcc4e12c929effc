import * as path from "node:path";
import { repositoryRoot } from "../repository";
import { UserError } from "../user-error";
import { imageNamed, type ImageName, type MirroredImage, type OwnImage } from "../versions";
import { buildAndPush } from "./build-image";
import type { Builder } from "./builders";
import { copyImage } from "./copy-image";
import type { EnvironmentRegistry } from "./environment-registry";
import { RegistryClient } from "./registry-client";
import { sourceHash } from "./source-hash";
import { parseReference } from "./upstream-reference";

/** Label that says which sources an image of ours was built from. */
const SOURCE_LABEL = "dev.drydock.source";

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
  const folder = path.join(repositoryRoot, own.folder);
  const sources = sourceHash(folder, own.base);
  const target = registry.repository(image);
  if ((await target.digestOf(own.tag)) !== undefined) {
    await refuseOtherSources(image, own, target, sources);
    return "there already";
  }
  const base = await baseDigest(own, registry);
  await buildAndPush({
    ...how,
    folder,
    reference: `${new URL(registry.url).host}/${target.address.repository}:${own.tag}`,
    arguments: { BASE_IMAGE: base },
    labels: {
      [SOURCE_LABEL]: sources,
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

async function refuseOtherSources(
  image: ImageName,
  { tag, folder }: OwnImage,
  repository: RegistryClient,
  sources: string,
): Promise<void> {
  const { [SOURCE_LABEL]: built } = await labelsOf(repository, tag);
  if (built === sources) return;
  throw new UserError(
    `${image}:${tag} is in the registry already, built from other sources than ${folder} holds now. ` +
      `A tag never changes: raise the revision behind the hyphen in app/image-versions.ts.`,
  );
}

interface ImageConfiguration {
  readonly config?: { readonly Labels?: Readonly<Record<string, string>> | null };
}

async function labelsOf(repository: RegistryClient, tag: string): Promise<Readonly<Record<string, string>>> {
  const { body } = await repository.manifest(tag);
  const { config } = JSON.parse(body.toString()) as { config?: { digest: string } };
  if (config === undefined) return {};
  const chunks: Buffer[] = [];
  for await (const chunk of await repository.blob(config.digest)) chunks.push(chunk as Buffer);
  const configuration = JSON.parse(Buffer.concat(chunks).toString()) as ImageConfiguration;
  return configuration.config?.Labels ?? {};
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
