/** Labels that the estate's nodes carry, for selectors and affinities of pods. */
export const NODE_LABELS = {
  /** Name of the node group. */
  pool: "drydock/pool",
  /** How the node is bought: `on-demand` or `spot`. */
  capacity: "drydock/capacity",
  /** `true` on nodes with NVIDIA GPUs; the same key is their taint and the resource that pods ask for. */
  gpu: "nvidia.com/gpu",
} as const;

/** A taint in the words of the EKS API. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NO_SCHEDULE" | "NO_EXECUTE" | "PREFER_NO_SCHEDULE";
}

/** What labels and taints follow from. */
export interface NodePool {
  readonly name: string;
  readonly gpu: boolean;
  readonly capacity: "on-demand" | "spot";
  /** Taints beside those that follow from `gpu`. */
  readonly taints: readonly Taint[];
}

export function labelsOf(pool: NodePool): Record<string, string> {
  return {
    [NODE_LABELS.pool]: pool.name,
    [NODE_LABELS.capacity]: pool.capacity,
    ...(pool.gpu ? { [NODE_LABELS.gpu]: "true" } : {}),
  };
}

/** The taints of a group: what the environment says, and the GPUs' own unless it speaks of that key itself. */
export function taintsOf(pool: NodePool): readonly Taint[] {
  const spoken = pool.taints.some(({ key }) => key === NODE_LABELS.gpu);
  const gpu: Taint[] =
    pool.gpu && !spoken ? [{ key: NODE_LABELS.gpu, value: "true", effect: "NO_SCHEDULE" }] : [];
  return [...gpu, ...pool.taints];
}

/** `NoSchedule`, as Kubernetes and the autoscaler write what EKS calls `NO_SCHEDULE`. */
export function kubernetesEffect(effect: Taint["effect"]): string {
  return effect
    .toLowerCase()
    .split("_")
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join("");
}
