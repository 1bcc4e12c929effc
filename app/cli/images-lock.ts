import * as path from "node:path";
import { ExitWith } from "./command-line";
import type { EnvironmentFolder } from "./environment-options";
import { exitCodes } from "./failure";
import { withRegistry } from "./images-environment";
import type { Terminal } from "./terminal";

export async function lockImages(
  terminal: Terminal,
  name: string,
  options: EnvironmentFolder,
): Promise<void> {
  await withRegistry(terminal, name, options, async ({ environment, registry, progress, signal }) => {
    const { writeLock } = await import("../images/image-lock");
    const { lockFolder } = await import("../images/lock-folder");
    const { resolveImages } = await import("../images/lock-images");
    const step = progress.begin("Locking", [registry.host]);
    const lock = await resolveImages(name, registry).catch(async (error: unknown) => {
      step.failed(registry.host, error instanceof Error ? error.message : String(error));
      await step.end();
      throw error;
    });
    if (signal.aborted) {
      step.notRun(registry.host, "interrupted, nothing was locked");
      await step.end();
      throw new ExitWith(exitCodes.interrupted);
    }
    step.done(registry.host, `${Object.keys(lock.images).length} images found`);
    await step.end();
    const file = writeLock(lockFolder(terminal.variables, options.envDir), environment.name, lock);
    const use = lock.simulated
      ? "for this simulated cloud only."
      : "commit it; it is what a deployment runs.";
    terminal.stdout.write(
      `\n${whatChanged(environment.imageLock, lock)}\n${path.relative(process.cwd(), file)}: ${use}\n`,
    );
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
