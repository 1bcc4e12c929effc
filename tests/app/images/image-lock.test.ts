import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Environment } from "../../../app/environments/schema";
import { loadEnvironments } from "../../../app/environments/load";
import {
  lockFile,
  readLock,
  unlockedImages,
  writeLock,
  type ImageLock,
} from "../../../app/images/image-lock";
import { imageReference } from "../../../app/images/image-reference";
import { requireLockedImages } from "../../../app/images/require-locked";
import { standInLock } from "../../../app/images/stand-in";
import { imageNames, images } from "../../../app/versions";
import { environmentNamed } from "../../constructs/configuration";

const prod = environmentNamed("prod");
const host = "333333333333.dkr.ecr.eu-west-1.amazonaws.com";
const digest = `sha256:${"ab12".repeat(16)}`;
const lockOf = (more: Partial<ImageLock> = {}): ImageLock => ({
  registry: host,
  simulated: false,
  images: Object.fromEntries(imageNames.map((image) => [image, { tag: images[image].tag, digest }])),
  ...more,
});
const locked = (lock: ImageLock): Environment => ({ ...prod, imageLock: lock });

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-locks-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe("the name of an image", () => {
  it("is its digest in the environment's registry where it is locked, else its immutable tag", () => {
    expect(imageReference(locked(lockOf()), "vault")).toBe(`${host}/drydock-prod/vault@${digest}`);
    expect(imageReference(prod, "vault")).toBe(`${host}/drydock-prod/vault:${images.vault.tag}`);
  });

  it.each([
    ["of another registry", lockOf({ registry: "111111111111.dkr.ecr.eu-west-1.amazonaws.com" })],
    ["of an earlier tag", lockOf({ images: { vault: { tag: "1.0.0", digest } } })],
    ["that leaves it out", lockOf({ images: {} })],
  ])("is not taken from a lock %s", (_, lock) => {
    expect(imageReference(locked(lock), "vault")).toMatch(/:1\.21\.4$/);
    expect(unlockedImages(locked(lock))).toContain("vault");
  });
});

describe("the file of a lock", () => {
  it("comes back as it was written, sorted, and is read with its environment", () => {
    const lock = lockOf({ images: { vault: { tag: "1", digest }, airflow: { tag: "2", digest } } });
    writeLock(folder, "prod", lock);
    const text = fs.readFileSync(lockFile(folder, "prod"), "utf8");
    expect(text.indexOf("airflow")).toBeLessThan(text.indexOf("vault"));
    expect(readLock(folder, "prod")).toEqual(lock);
    expect(fs.readdirSync(folder)).toEqual(["prod.json"]);
    const [environment, other] = loadEnvironments({ names: ["prod", "dev"], imageLocks: folder }).reverse();
    expect(environment?.imageLock).toEqual(lock);
    expect(other).not.toHaveProperty("imageLock");
  });

  it.each([
    ["no JSON", "{", /cannot be read/],
    [
      "a digest that is none",
      JSON.stringify(lockOf({ images: { vault: { tag: "1", digest: "x" } } })),
      /images\.vault\.digest/,
    ],
    [
      "something else",
      "[]",
      /is no lock of images: Invalid input: expected object, received array\. Write it again/,
    ],
  ])("that holds %s is refused with a sentence", (_, content, sentence) => {
    fs.writeFileSync(lockFile(folder, "prod"), content);
    expect(() => readLock(folder, "prod")).toThrow(sentence);
  });
});

describe("what runs images", () => {
  const network = [{ name: "prod-network" }];
  const refusal = (environment: Environment, simulated = false, stacks = network) => {
    try {
      requireLockedImages(environment, stacks, simulated);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };

  it("is not planned in production before the images are locked", () => {
    expect(refusal(prod)).toBe("The images of prod are not locked. Nothing was done.");
    expect(refusal(locked(lockOf({ images: { ...lockOf().images, vault: { tag: "1.0.0", digest } } })))).toBe(
      "The images of prod are not all locked (vault). Nothing was done.",
    );
    expect(refusal(locked(lockOf()))).toBeUndefined();
  });

  it("takes digests of a simulated cloud to a simulated cloud only", () => {
    const simulated = locked(standInLock(prod));
    expect(refusal(simulated, true)).toBeUndefined();
    expect(refusal(simulated)).toBe(
      "The images of prod are locked to digests of a simulated cloud, which no registry of AWS has. Nothing was done.",
    );
  });

  it("may run unlocked in development, and what survives comes before the images", () => {
    expect(refusal(environmentNamed("dev"), false, [{ name: "dev-network" }])).toBeUndefined();
    expect(refusal(prod, false, [{ name: "keep-prod-registry" }])).toBeUndefined();
    expect(refusal(environmentNamed("staging"), false, [{ name: "staging-network" }])).toMatch(/not locked/);
  });
});
