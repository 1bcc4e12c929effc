import { UserError } from "../user-error";

/** Where an image of somebody else is. */
export interface UpstreamReference {
  /** As people write it: `docker.io`. */
  readonly registry: string;
  /** Address of its API. */
  readonly url: string;
  readonly repository: string;
  /** Tag or digest. */
  readonly reference: string;
}

/** Docker's own registry has another host than its name says. */
const HOSTS: Readonly<Record<string, string>> = { "docker.io": "registry-1.docker.io" };
const REFERENCE =
  /^(?<registry>[^/]+)\/(?<repository>[^:@]+)(?::(?<tag>[^:@]+)|@(?<digest>sha256:[0-9a-f]{64}))$/;

/**
 * Reads the full name of an image: registry, repository, and a tag or digest.
 * @throws UserError for a name without one of them; what `docker pull` would fill in is not guessed here
 */
export function parseReference(name: string): UpstreamReference {
  const { registry = "", repository = "", tag, digest } = REFERENCE.exec(name)?.groups ?? {};
  const reference = tag ?? digest;
  if (reference === undefined) {
    throw new UserError(`"${name}" is no full name of an image; write it as registry/repository:tag.`);
  }
  return { registry, url: `https://${HOSTS[registry] ?? registry}`, repository, reference };
}
