import type { Scenario } from "../scenario";

const network = { parts: ["network"] } as const;

/** Terraform killed in the middle of its work: `crashes` runs them all. */
export const crashScenarios: readonly Scenario[] = [
  {
    name: "crash-apply",
    group: "crashes",
    from: "survivors",
    summary:
      "Terraform is killed at every step of the network's creation; the lock is released, what exists is adopted, and nothing is orphaned or there twice.",
    steps: [{ step: "crash", of: "apply", stacks: network, at: "every step" }],
  },
  {
    name: "crash-destroy",
    group: "crashes",
    from: "network",
    summary:
      "Terraform is killed at every step of the network's destruction, which is then ended, or taken back.",
    steps: [{ step: "crash", of: "destroy", stacks: network, at: "every step" }],
  },
  {
    name: "crash-estate",
    group: "crashes",
    from: "account",
    summary:
      "All terraforms are killed at steps of the whole environment's creation that a seed chooses, and it is recovered.",
    steps: [{ step: "crash", of: "apply", stacks: "all", at: { random: 2 } }],
  },
  {
    name: "crash-bootstrap",
    group: "crashes",
    summary: "Terraform is killed at steps of the account's bootstrap that a seed chooses, and it goes on.",
    steps: [{ step: "crash-bootstrap", times: 2 }],
  },
];
