import type { NodeGroup } from "./schema";

/**
 * Whether a group always has nodes that take any pod: CoreDNS and the other services of a cluster wait for these, and
 * not for GPUs that may be short.
 */
export function isSteady(group: Pick<NodeGroup, "capacity" | "gpu" | "minSize" | "taints">): boolean {
  return group.capacity === "on-demand" && !group.gpu && group.minSize > 0 && group.taints.length === 0;
}
