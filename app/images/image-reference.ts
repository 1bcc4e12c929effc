import type { Environment } from "../environments/schema";
import { registryHost, repositoryName } from "../naming";
import { imageNamed, type ImageName } from "../versions";
import { lockedDigest } from "./image-lock";

/**
 * The name under which a container's image is pulled: by digest where the image is locked, else by its tag, which
 * cannot move. What is not locked is a warning of the guardrail image-digest, and staging and production are not
 * deployed with it.
 */
export function imageReference(environment: Environment, image: ImageName): string {
  const repository = `${registryHost(environment)}/${repositoryName(environment, image)}`;
  const digest = lockedDigest(environment, image);
  return digest === undefined ? `${repository}:${imageNamed(image).tag}` : `${repository}@${digest}`;
}
