import * as path from "node:path";
import { repositoryRoot } from "../repository";
import { UserError } from "../user-error";
import type { ImageName, OwnImage } from "../versions";
import type { RegistryClient } from "./registry-client";
import { sourceHash } from "./source-hash";

/** Label that says which sources an image of ours was built from. */
export const SOURCE_LABEL = "dev.drydock.source";

/** What an image of ours is built from now: its folder and its base. */
export function sourcesOf({ folder, base }: OwnImage): string {
  return sourceHash(path.join(repositoryRoot, folder), base);
}

/**
 * Makes sure that what the registry has under an image's tag was built from the sources that are here.
 * @throws UserError when it was not: a tag never changes, so the sources need another one
 */
export async function requireSameSources(
  image: ImageName,
  own: OwnImage,
  repository: RegistryClient,
): Promise<void> {
  const { [SOURCE_LABEL]: built } = await labelsOf(repository, own.tag);
  if (built === sourcesOf(own)) return;
  throw new UserError(
    `${image}:${own.tag} is in the registry already, built from other sources than ${own.folder} holds now. ` +
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
  const content = await repository.configuration(config.digest);
  const configuration = JSON.parse(content.toString()) as ImageConfiguration;
  return configuration.config?.Labels ?? {};
}
