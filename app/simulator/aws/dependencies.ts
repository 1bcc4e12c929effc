import type { CallContext, CloudObject } from "../behaviour";
import { ApiError } from "../cloud/api-error";

/**
 * Seconds for which the provider repeats a deletion that something still stands in the way of: its timeouts for the
 * deletion of `aws_subnet`, `aws_vpc`, `aws_security_group` and `aws_internet_gateway` (internal/service/ec2 of
 * hashicorp/terraform-provider-aws). A route table is not repeated.
 */
export const DELETION_RETRIED_SECONDS = {
  subnet: 20 * 60,
  vpc: 5 * 60,
  securityGroup: 15 * 60,
  internetGateway: 20 * 60,
} as const;

/**
 * Refuses to delete something that others stand on, or that what is gone still holds for a while.
 * @param kind EC2's word for it: `vpc`, `subnet`, `routeTable`
 * @param types types whose objects, naming its id, stand in the way
 * @throws ApiError DependencyViolation
 */
export function refuseWithDependents(
  kind: "vpc" | "subnet" | "routeTable",
  object: CloudObject,
  types: readonly string[],
  { cloud }: CallContext,
): void {
  const free = types.every((type) => cloud.referring(object, "id", type).length === 0);
  if (free && !cloud.remains.hold(object, cloud.clock.nowMs)) return;
  throw new ApiError(
    "DependencyViolation",
    `The ${kind} '${object.id}' has dependencies and cannot be deleted.`,
    kind === "routeTable" ? {} : { retriedForSeconds: DELETION_RETRIED_SECONDS[kind] },
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
