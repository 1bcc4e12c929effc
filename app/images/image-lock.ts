import * as fs from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import type { Environment } from "../environments/schema";
import { registryHost } from "../naming";
import { UserError } from "../user-error";
import { imageNamed, imageNames, type ImageName } from "../versions";

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const lockSchema = z.strictObject({
  registry: z.string().min(1),
  simulated: z.boolean(),
  images: z.record(z.string(), z.strictObject({ tag: z.string().min(1), digest })),
});

/** Which digest each tag of an environment's registry had when it was asked. */
export interface ImageLock {
  /** Host of the registry that was asked. */
  readonly registry: string;
  /** Whether the digests are of a simulated cloud: no image anywhere else has them. */
  readonly simulated: boolean;
  /** By the name of the image. */
  readonly images: Readonly<Record<string, { readonly tag: string; readonly digest: string }>>;
}

/** What of an environment a lock must fit. */
type LockedEnvironment = Pick<Environment, "account" | "region" | "imageLock">;

/** The file that holds an environment's lock. */
export function lockFile(folder: string, environment: string): string {
  return path.join(folder, `${environment}.json`);
}

/**
 * Reads an environment's lock.
 * @returns undefined when there is none
 * @throws UserError for a file that is no lock
 */
export function readLock(folder: string, environment: string): ImageLock | undefined {
  const file = lockFile(folder, environment);
  if (!fs.existsSync(file)) return undefined;
  const parsed = lockSchema.safeParse(parse(file));
  if (parsed.success) return parsed.data;
  const [problem] = parsed.error.issues;
  const what = [problem?.path.join("."), problem?.message].filter((part) => (part ?? "") !== "").join(": ");
  throw new UserError(
    `${file} is no lock of images: ${what}. ` + `Write it again with: npx drydock images lock ${environment}`,
  );
}

/** Writes a lock, sorted, so that a reviewer sees what changed; a reader never sees half of it. */
export function writeLock(folder: string, environment: string, lock: ImageLock): string {
  const images = Object.fromEntries(
    Object.entries(lock.images).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  const { registry, simulated } = lock;
  const file = lockFile(folder, environment);
  fs.mkdirSync(folder, { recursive: true });
  const written = `${file}.${process.pid}`;
  fs.writeFileSync(written, `${JSON.stringify({ registry, simulated, images }, null, 2)}\n`);
  fs.renameSync(written, file);
  return file;
}

/**
 * The digest of an image where it is locked: by a lock of this very registry, for the tag that versions.ts names now.
 */
export function lockedDigest(environment: LockedEnvironment, image: ImageName): string | undefined {
  const { imageLock: lock } = environment;
  if (lock?.registry !== registryHost(environment)) return undefined;
  const entry = Object.hasOwn(lock.images, image) ? lock.images[image] : undefined;
  return entry?.tag === imageNamed(image).tag ? entry.digest : undefined;
}

/** Images that the environment's lock does not cover. */
export function unlockedImages(environment: LockedEnvironment): ImageName[] {
  return imageNames.filter((image) => lockedDigest(environment, image) === undefined);
}

function parse(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(
      `${file} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}
