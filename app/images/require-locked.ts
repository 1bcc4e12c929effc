import type { Environment } from "../environments/schema";
import { lifetimeOf } from "../naming";
import { UserError } from "../user-error";
import { unlockedImages } from "./image-lock";

/**
 * Refuses to plan or deploy what runs images before they are locked. Development may run unlocked ones, and what
 * survives comes first in any case: the registry is part of it.
 * @param stacks those that are about to be planned or deployed
 * @param simulated whether they go to a simulated cloud, where made-up digests are right
 * @throws UserError
 */
export function requireLockedImages(
  environment: Environment,
  stacks: readonly { readonly name: string }[],
  simulated: boolean,
): void {
  if (environment.tier === "development") return;
  if (!stacks.some(({ name }) => lifetimeOf(name) === "disposable")) return;
  const { name, imageLock } = environment;
  if (imageLock?.simulated === true && !simulated) {
    throw new UserError(
      `The images of ${name} are locked to digests of a simulated cloud, which no registry of AWS has. Nothing was done.`,
      steps(name),
    );
  }
  const unlocked = unlockedImages(environment);
  if (unlocked.length === 0) return;
  const which = imageLock === undefined ? "are not locked" : `are not all locked (${unlocked.join(", ")})`;
  throw new UserError(`The images of ${name} ${which}. Nothing was done.`, steps(name));
}

function steps(environment: string): string[] {
  return [
    `Push and lock them, once 'keep-${environment}-*' is deployed:`,
    `npx drydock images mirror ${environment}`,
    `npx drydock images build ${environment}`,
    `npx drydock images lock ${environment}`,
  ];
}
