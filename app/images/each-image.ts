import type { Progress } from "../terraform/progress";
import type { ImageName } from "../versions";

/** How an image ended. */
export type ImageOutcome =
  | { readonly image: ImageName; readonly state: "done"; readonly summary: string }
  | { readonly image: ImageName; readonly state: "failed"; readonly error: Error }
  | { readonly image: ImageName; readonly state: "not-run" };

/** Images at a time: upstream registries count requests. */
const AT_ONCE = 3;

/**
 * Does the same with each image, some at a time, with progress. One that fails does not stop the others: each is
 * whole in itself, and the next run finds it there.
 */
export async function eachImage(
  progress: Progress,
  title: string,
  images: readonly ImageName[],
  work: (image: ImageName, onStatus: (status: string) => void) => Promise<string>,
  signal?: AbortSignal,
): Promise<ImageOutcome[]> {
  const step = progress.begin(title, images);
  const outcomes = new Map<ImageName, ImageOutcome>();
  const waiting = [...images];
  const worker = async (): Promise<void> => {
    for (let image = waiting.shift(); image !== undefined; image = waiting.shift()) {
      if (signal?.aborted === true) {
        step.notRun(image, "interrupted");
        outcomes.set(image, { image, state: "not-run" });
        continue;
      }
      const name = image;
      try {
        const summary = await work(name, (status) => step.update(name, status));
        step.done(name, summary);
        outcomes.set(name, { image: name, state: "done", summary });
      } catch (error) {
        const failure = error instanceof Error ? error : new Error(String(error));
        step.failed(name, failure.message);
        outcomes.set(name, { image: name, state: "failed", error: failure });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await step.end();
  return images.flatMap((image) => outcomes.get(image) ?? []);
}
