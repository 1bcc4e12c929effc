import * as path from "node:path";
import { UserError, unknownName } from "../user-error";
import type { ImageName } from "../versions";
import type { EnvironmentFolder } from "./environment-options";
import { requireAllDone, withRegistry, type RegistryCommand } from "./images-environment";
import type { Terminal } from "./terminal";

export interface PushOptions extends EnvironmentFolder {
  readonly builder?: string;
  readonly real?: boolean;
}

type Kind = "own" | "mirrored";

export async function mirrorImages(
  terminal: Terminal,
  name: string,
  wanted: readonly string[],
  options: PushOptions,
): Promise<void> {
  const images = await chooseImages(wanted, "mirrored");
  await withRegistry(terminal, name, options, async (command) => {
    if (standIns(command, options)) return pushStandIns(terminal, command, images);
    const { eachImage } = await import("../images/each-image");
    const { explainRepository } = await import("../images/lock-images");
    const { mirrorImage } = await import("../images/push-images");
    const { registry, progress, signal } = command;
    const outcomes = await eachImage(
      progress,
      "Copying",
      images,
      (image, onStatus) =>
        mirrorImage(image, { registry, onStatus, signal }).catch((error: unknown) => {
          throw explainRepository(name, error);
        }),
      signal,
    );
    requireAllDone(outcomes, signal);
    terminal.stdout.write(nextStep(name));
  });
}

export async function buildImages(
  terminal: Terminal,
  name: string,
  wanted: readonly string[],
  options: PushOptions,
): Promise<void> {
  const images = await chooseImages(wanted, "own");
  await withRegistry(terminal, name, options, async (command) => {
    if (standIns(command, options)) return pushStandIns(terminal, command, images);
    const { ownFolder } = await import("../deployment/own-folder");
    const { findBuilder } = await import("../images/builders");
    const { eachImage } = await import("../images/each-image");
    const { explainRepository } = await import("../images/lock-images");
    const { buildImage } = await import("../images/push-images");
    const { registry, progress, signal } = command;
    const { variables } = terminal;
    const how = {
      builder: findBuilder(options.builder, variables),
      variables,
      logFolder: path.join(ownFolder(variables), "images", name),
    };
    const outcomes = await eachImage(
      progress,
      `Building with ${how.builder.kind}`,
      images,
      (image, onStatus) =>
        buildImage(image, { registry, onStatus, signal }, how).catch((error: unknown) => {
          throw explainRepository(name, error);
        }),
      signal,
    );
    requireAllDone(outcomes, signal);
    terminal.stdout.write(nextStep(name));
  });
}

/** A simulated cloud runs no container, so a stand-in serves unless the real image is asked for. */
function standIns({ registry }: RegistryCommand, options: PushOptions): boolean {
  return registry.simulated && options.real !== true && options.builder === undefined;
}

async function pushStandIns(
  terminal: Terminal,
  { environment, registry, progress, signal }: RegistryCommand,
  images: readonly ImageName[],
): Promise<void> {
  const { eachImage } = await import("../images/each-image");
  const { explainRepository } = await import("../images/lock-images");
  const { pushStandIn } = await import("../images/stand-in");
  const outcomes = await eachImage(
    progress,
    "Pushing stand-ins into the simulated registry",
    images,
    async (image) => {
      try {
        const done = await pushStandIn(registry.repository(image), image);
        return done === "pushed" ? "pushed" : "there already";
      } catch (error) {
        throw explainRepository(environment.name, error);
      }
    },
    signal,
  );
  requireAllDone(outcomes, signal);
  terminal.stdout.write(nextStep(environment.name));
}

/** @throws UserError for a name of no image, or of one that gets there in the other way */
async function chooseImages(wanted: readonly string[], kind: Kind): Promise<ImageName[]> {
  const { imageNamed, imageNames } = await import("../versions");
  const ofKind = imageNames.filter((image) => imageNamed(image).kind === kind);
  if (wanted.length === 0) return ofKind;
  return wanted.map((name) => {
    const image = imageNames.find((candidate) => candidate === name);
    if (image === undefined) throw unknownName("image", name, ofKind);
    if (imageNamed(image).kind === kind) return image;
    throw new UserError(
      kind === "own"
        ? `${name} is somebody else's image: copy it with \`drydock images mirror\`.`
        : `${name} is an image of ours: build it with \`drydock images build\`.`,
    );
  });
}

function nextStep(environment: string): string {
  return `\nWhen every image is there, lock them: npx drydock images lock ${environment}\n`;
}
