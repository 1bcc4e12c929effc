import type { Scenario, Step } from "../scenario";

/** Takes everything but the survivors away, and builds it again. */
export const recreateSteps: readonly Step[] = [
  { step: "remember-states", as: "first build" },
  { step: "destroy", stacks: "disposable" },
  { step: "expect-only-survivors" },
  { step: "apply", stacks: "disposable" },
  { step: "expect-empty-plan", stacks: "all" },
  { step: "compare-states", with: "first build" },
];

export const recreate: Scenario = {
  name: "recreate",
  from: "created",
  summary:
    "Everything but the survivors is destroyed and built again, and differs only in what AWS generates.",
  steps: recreateSteps,
};
