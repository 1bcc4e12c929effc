import { openRegistry } from "../../images/environment-registry";
import type { ImageLock } from "../../images/image-lock";
import { resolveImages } from "../../images/lock-images";
import { pushStandIn } from "../../images/stand-in";
import { registryHost, stackName } from "../../naming";
import { imageNames, type ImageName } from "../../versions";
import type { Stage, StepFindings } from "../stage";

/**
 * What `drydock images` does between the survivors and the rest, in the rehearsal's registry: pushes each image, a
 * stand-in for it, and locks. The lock must be the one that the stacks were synthesized with.
 */
export async function images(stage: Stage, title: string): Promise<StepFindings> {
  const { definition, stacks, progress } = stage.options;
  // Rehearsing some stacks only may leave the registry out.
  if (!stacks.some(({ name }) => name === stackName.keep(definition, "registry"))) return {};
  const host = registryHost(definition);
  const step = progress.begin(title, [host]);
  try {
    const found = await pushAndLock(stage);
    const wrong = imageNames.filter(
      (image) => digestIn(found, image) !== digestIn(definition.imageLock, image),
    );
    const sentence =
      wrong.length === 0 ? `${imageNames.length} images` : `${wrong.join(", ")}: other digests`;
    if (wrong.length === 0) step.done(host, sentence);
    else step.failed(host, sentence);
    return {
      checks: [{ name: "images are locked", passed: wrong.length === 0, sentence }],
      problems: wrong.map((image) => ({
        sentence: `The registry gives ${image} the digest ${digestIn(found, image)}; the stacks name ${digestIn(definition.imageLock, image)}.`,
        details: [],
      })),
    };
  } catch (error) {
    step.failed(host, error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    await step.end();
  }
}

async function pushAndLock({ options: { definition, runner } }: Stage): Promise<ImageLock> {
  const registry = await openRegistry(definition, runner.options.variables);
  await Promise.all(imageNames.map((image) => pushStandIn(registry.repository(image), image)));
  return resolveImages(definition.name, registry);
}

function digestIn(lock: ImageLock | undefined, image: ImageName): string | undefined {
  return lock?.images[image]?.digest;
}
