import type { Scenario, Step } from "../scenario";

/** From an empty account to the whole environment; where scenarios begin that start "created". */
export const createSteps: readonly Step[] = [
  { step: "bootstrap" },
  { step: "apply", stacks: "survivors" },
  { step: "images" },
  { step: "apply", stacks: "disposable" },
  { step: "expect-empty-plan", stacks: "all" },
];

export const create: Scenario = {
  name: "create",
  summary: "An empty account becomes the whole environment, and a second plan has nothing to do.",
  steps: [...createSteps, { step: "verify" }],
};
