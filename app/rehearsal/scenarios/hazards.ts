import type { Scenario } from "../scenario";
import { hazards } from "../hazards/all";

/** A scenario for each hazard: `hazards` runs them all, `hazard-NAME` one. */
export const hazardScenarios: readonly Scenario[] = hazards.map(
  ({ name, happens, survived, needs, from, steps }) => ({
    name: `hazard-${name}`,
    group: "hazards",
    summary: `${happens} ${survived}`,
    from,
    ...(needs && { needs }),
    steps,
  }),
);
