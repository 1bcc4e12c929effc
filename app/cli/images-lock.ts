import * as path from "node:path";
import type { EnvironmentFolder } from "./environment-options";
import { withRegistry } from "./images-environment";
import type { Terminal } from "./terminal";

export async function lockImages(
  terminal: Terminal,
  name: string,
  options: EnvironmentFolder,
): Promise<void> {
  await withRegistry(terminal, name, options, async ({ environment, registry, progress }) => {
    const { writeLock } = await import("../images/image-lock");
    const { lockFolder } = await import("../images/lock-folder");
    const { resolveImages } = await import("../images/lock-images");
    const step = progress.begin("Locking", [registry.host]);
    try {
      const lock = await resolveImages(name, registry);
      step.done(registry.host, `${Object.keys(lock.images).length} images found`);
      await step.end();
      const file = writeLock(lockFolder(terminal.variables, options.envDir), environment.name, lock);
      terminal.stdout.write(
        `\n${whatChanged(environment.imageLock, lock)}\n${path.relative(process.cwd(), file)}`,
      );
      terminal.stdout.write(
        lock.simulated
          ? ": for this simulated cloud only.\n"
          : ": commit it; it is what a deployment runs.\n",
      );
    } catch (error) {
      step.failed(registry.host, error instanceof Error ? error.message : String(error));
      await step.end();
      throw error;
    }
  });
}

type Images = Readonly<Record<string, { readonly digest: string }>>;

function whatChanged(
  before: { readonly images: Images } | undefined,
  after: { readonly images: Images },
): string {
  const changed = Object.entries(after.images)
    .filter(([image, { digest }]) => before?.images[image]?.digest !== digest)
    .map(([image]) => image);
  return changed.length === 0 ? "Nothing has changed." : `Locked anew: ${changed.join(", ")}.`;
}
