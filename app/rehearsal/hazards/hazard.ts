import type { StartingPoint, Step } from "../scenario";

/**
 * Something that AWS does, or that people left behind, and that breaks the recreation of an estate which is not
 * prepared for it. One file each; docs/hazards.md is made of them.
 */
export interface Hazard {
  /** "log-group-reborn"; its scenario is `hazard-log-group-reborn`. */
  readonly name: string;
  /** AWS's error code that an estate without a defence meets, or terraform's words where there is none. */
  readonly errorCode: string;
  /** What happens, as one sentence. */
  readonly happens: string;
  /** What the rehearsal does, as one sentence. */
  readonly rehearsed: string;
  /** How the estate comes through, and what is left to do for a person, as one sentence. */
  readonly survived: string;
  /** Public page or thread that says so. */
  readonly source: string;
  /** Part and type of a resource without which it cannot happen: environments that lack it leave it out. */
  readonly needs?: { readonly part: string; readonly type: string };
  readonly from: StartingPoint;
  readonly steps: readonly Step[];
}

const network = { parts: ["network"] } as const;

/** The network is built, or built to the end, and nothing is left to do. */
export const buildNetwork: readonly Step[] = [
  { step: "apply", stacks: network },
  { step: "expect-empty-plan", stacks: network },
];

/** The network is taken away and built again. */
export const recreateNetwork: readonly Step[] = [{ step: "destroy", stacks: network }, ...buildNetwork];

/** Every cluster of the environment. */
export const cluster = { parts: ["cluster-*"] } as const;

/** The clusters are built, or built to the end, and nothing is left to do. */
export const buildCluster: readonly Step[] = [
  { step: "apply", stacks: cluster },
  { step: "expect-empty-plan", stacks: cluster },
];
