import type { StateObject } from "../terraform/state-objects";
import { importRuleOf } from "./import-ids/table";
import type { ConfiguredResource } from "./stack-source";
import type { TaggedObject } from "./tagged-objects";

/** A tagged object that the stack's state does not hold. */
export interface Unheld {
  readonly object: TaggedObject;
  /** What it would be imported by; undefined for a type that cannot be, or that is not known. */
  readonly id?: string;
}

/**
 * Of the objects that carry a stack's tags, those that its state does not hold, by the address on their tag. Whether
 * they exist is not known yet: the tag index goes on listing what was deleted. An object whose ARN is of another kind
 * than the address on its tag was made by that resource (a machine by its launch template) and comes and goes with it.
 */
export function unheldObjects(
  tagged: readonly TaggedObject[],
  held: readonly StateObject[],
): ReadonlyMap<string, readonly Unheld[]> {
  const unheld = new Map<string, Unheld[]>();
  for (const object of tagged) {
    const rule = importRuleOf(typeOf(object.address));
    const id = rule?.fromArn?.(object.arn);
    if (rule?.fromArn && id === undefined) continue;
    if (held.some((known) => isSame(known, object, id))) continue;
    unheld.set(object.address, [
      ...(unheld.get(object.address) ?? []),
      { object, ...(id !== undefined && { id }) },
    ]);
  }
  return unheld;
}

/** An object of the state is the one that is listed when it says its ARN anywhere, or has its id. */
function isSame({ type, attributes }: StateObject, { address, arn }: TaggedObject, id?: string): boolean {
  if (Object.values(attributes).includes(arn) && type === typeOf(address)) return true;
  return id !== undefined && type === typeOf(address) && attributes["id"] === id;
}

/** "aws_vpc" of "aws_vpc.vpc". */
export function typeOf(address: string): string {
  return address.split(".")[0] ?? "";
}

/** A resource whose block can stand for an object of the type when terraform is asked whether that exists. */
export function templateFor(
  address: string,
  resources: ReadonlyMap<string, ConfiguredResource>,
): ConfiguredResource | undefined {
  return resources.get(address) ?? [...resources.values()].find(({ type }) => type === typeOf(address));
}
