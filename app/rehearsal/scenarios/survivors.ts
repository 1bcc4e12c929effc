import type { Scenario } from "../scenario";

/** Where scenarios begin that build again. */
export const survivors: Scenario = {
  name: "survivors",
  from: "created",
  summary: "Everything but the survivors is destroyed, and nothing else is left.",
  steps: [{ step: "destroy", stacks: "disposable" }, { step: "expect-only-survivors" }],
};
