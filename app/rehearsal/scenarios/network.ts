import type { Scenario } from "../scenario";

/** Where scenarios begin that are about the network alone, which nothing stands on then. */
export const networkAlone: Scenario = {
  name: "network",
  from: "survivors",
  summary: "The network is built on the survivors.",
  steps: [{ step: "apply", stacks: { parts: ["network"] } }],
};
