import * as path from "node:path";
import { isSimulated, ownFolder } from "../deployment/own-folder";
import { repositoryRoot } from "../repository";

/**
 * Where the locks of images are committed: for the repository's own environments in app/images, for others in
 * "image-locks" beside their files.
 * @param directory folder of the user's own environments
 */
export function committedLocks(directory?: string): string {
  if (directory === undefined || directory === "") return path.join(repositoryRoot, "app", "images", "locks");
  return path.join(path.resolve(directory), "image-locks");
}

/** Where the locks are for a shell: those of a simulated cloud lie apart, so that they are never committed. */
export function lockFolder(variables: NodeJS.ProcessEnv, directory?: string): string {
  if (isSimulated(variables)) return path.join(ownFolder(variables), "image-locks");
  return committedLocks(directory ?? variables["DRYDOCK_ENV_DIR"]);
}
