import type { Before, Scenario } from "../scenario";

/** Upgrades what stood before, and finds the estate as a new one would be. */
const upgradeFrom = (before: Before): Scenario["steps"] => [
  { step: "create-before", before },
  { step: "upgrade" },
  { step: "expect-empty-plan", stacks: "all" },
  { step: "verify" },
];

/** What a deployment over an earlier one does to what is there. */
export const upgrades: readonly Scenario[] = [
  {
    name: "upgrade-release",
    group: "upgrade",
    released: true,
    summary:
      "The stacks of the last release become those of today; nothing that holds data goes unannounced.",
    steps: upgradeFrom("release"),
  },
  {
    name: "upgrade-kubernetes",
    group: "upgrade",
    summary:
      "Clusters one Kubernetes minor version behind are upgraded in place: control plane, add-ons, nodes.",
    steps: upgradeFrom("kubernetes"),
  },
];
