import type { Block } from "../schema/schema";
import { nestedBlockType } from "../schema/schema";
import type { Attributes, Value } from "../value";
import { canonical } from "./canonical";

/**
 * The elements of one view of a set, to be paired with those of another. Elements of a set have no place and no
 * name: two are the same when what a user can write in them is; computed attributes do not count.
 */
export class ElementPool {
  private readonly elements = new Map<string, Value[]>();

  constructor(
    private readonly block: Block,
    set: Value,
  ) {
    if (!Array.isArray(set)) return;
    for (const element of set) {
      const key = elementKey(block, element);
      const same = this.elements.get(key);
      if (same) same.push(element);
      else this.elements.set(key, [element]);
    }
  }

  /** The element that is the same as this one, once; null when there is none (left). */
  take(element: Value): Value {
    return this.elements.get(elementKey(this.block, element))?.shift() ?? null;
  }
}

function elementKey(block: Block, element: Value): string {
  if (element === null || typeof element !== "object") return String(element);
  const members = element as Attributes;
  const parts: string[] = [];
  for (const [name, attribute] of Object.entries(block.attributes)) {
    if (attribute.computed) continue;
    parts.push(canonical(members[name] ?? attribute.default ?? null, attribute.type));
  }
  for (const [name, nested] of Object.entries(block.blocks)) {
    parts.push(canonical(members[name], nestedBlockType(nested)));
  }
  return parts.join("|");
}
