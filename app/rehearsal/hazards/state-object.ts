import type { Scene } from "../scene";
import { selected } from "../scenario";

/** Where the state of a part lies. */
export function stateObject(scene: Scene, part: string): { bucket: string; key: string } {
  const [stack] = selected(scene.stacks, { parts: [part] });
  if (!stack) throw new Error(`There is no part "${part}".`);
  return stack.backend;
}
