import type { CallContext, CloudObject } from "../behaviour";
import { ApiError } from "../cloud/api-error";

/**
 * Refuses to delete something that others stand on.
 * @param kind EC2's word for it: `vpc`, `subnet`, `routeTable`
 * @param types types whose objects, naming its id, stand in the way
 * @throws ApiError DependencyViolation
 */
export function refuseWithDependents(
  kind: string,
  object: CloudObject,
  types: readonly string[],
  { cloud }: CallContext,
): void {
  if (types.every((type) => cloud.referring(object, "id", type).length === 0)) return;
  throw new ApiError(
    "DependencyViolation",
    `The ${kind} '${object.id}' has dependencies and cannot be deleted.`,
  );
}

/** Takes away what goes with an object, of the given types and naming its id. */
export function discardDependents(
  object: CloudObject,
  types: readonly string[],
  { cloud }: CallContext,
): void {
  for (const type of types)
    for (const dependent of cloud.referring(object, "id", type)) cloud.discard(dependent);
}
