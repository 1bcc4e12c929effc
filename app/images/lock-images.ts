import { UserError } from "../user-error";
import { imageNamed, imageNames, type ImageName } from "../versions";
import type { EnvironmentRegistry } from "./environment-registry";
import type { ImageLock } from "./image-lock";
import { requireSameSources } from "./own-sources";
import { RegistryRefusal } from "./registry-client";

/**
 * Asks a registry for the digest of every image.
 * @param environment name, for the sentences
 * @throws UserError naming every image that is not there, or one of ours whose sources have changed since it was
 * built; a lock is whole or not made
 */
export async function resolveImages(
  environment: string,
  registry: EnvironmentRegistry,
  onResolved: (image: ImageName) => void = () => undefined,
): Promise<ImageLock> {
  const found = await Promise.all(
    imageNames.map(async (image) => {
      const { tag } = imageNamed(image);
      const digest = await digestIn(registry, environment, image, tag);
      onResolved(image);
      return { image, tag, digest };
    }),
  );
  const missing = found.filter(({ digest }) => digest === undefined);
  if (missing.length > 0)
    throw notThere(
      environment,
      missing.map(({ image }) => image),
    );
  if (!registry.simulated) await requireOwnSources(registry);
  return {
    registry: registry.host,
    simulated: registry.simulated,
    images: Object.fromEntries(found.map(({ image, tag, digest = "" }) => [image, { tag, digest }])),
  };
}

/** A changed folder under an unchanged tag would be locked to what was built before. Stand-ins have no sources. */
async function requireOwnSources(registry: EnvironmentRegistry): Promise<void> {
  for (const image of imageNames) {
    const own = imageNamed(image);
    if (own.kind === "own") await requireSameSources(image, own, registry.repository(image));
  }
}

async function digestIn(
  registry: EnvironmentRegistry,
  environment: string,
  image: ImageName,
  tag: string,
): Promise<string | undefined> {
  try {
    return await registry.repository(image).digestOf(tag);
  } catch (error) {
    throw explainRepository(environment, error);
  }
}

/** A repository that is not there is the work of a stack, not of a push. */
export function explainRepository(environment: string, error: unknown): unknown {
  if (!(error instanceof RegistryRefusal) || error.code !== "NAME_UNKNOWN") return error;
  return new UserError(
    `The registry of ${environment} has no repository "${error.repository}": the stack "keep-${environment}-registry" makes it.`,
    [`npx drydock deploy ${environment} 'keep-${environment}-*'`],
    { cause: error },
  );
}

function notThere(environment: string, missing: readonly ImageName[]): UserError {
  const command = { own: "build", mirrored: "mirror" } as const;
  const names = missing.map((image) => `${image}:${imageNamed(image).tag}`);
  const commands = [...new Set(missing.map((image) => command[imageNamed(image).kind]))].sort();
  return new UserError(
    `The registry of ${environment} lacks ${missing.length === 1 ? "an image" : `${missing.length} images`}: ${names.join(", ")}. Nothing was locked.`,
    commands.map((each) => `npx drydock images ${each} ${environment}`),
  );
}
