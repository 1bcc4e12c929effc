import type { Scenario } from "../scenario";

/** What the environment goes through that is played at the emulated level. */
export const emulated: Scenario = {
  name: "emulated",
  summary:
    "The real provider creates the whole environment in an emulated AWS, plans nothing more, and destroys what is disposable.",
  steps: [
    { step: "validate" },
    { step: "bootstrap" },
    // In one step, so that what waits (55 s for each lifecycle configuration) waits beside other stacks.
    { step: "apply", stacks: "all" },
    { step: "expect-empty-plan", stacks: "all" },
    { step: "destroy", stacks: "disposable" },
    { step: "expect-empty-plan", stacks: "survivors" },
  ],
};

/** What the other environments go through: their stacks differ in settings, which the provider checks. */
export const validated: Scenario = {
  name: "validate",
  summary: "The real provider finds every stack's configuration valid.",
  steps: [{ step: "validate" }],
};
