import type { Scenario } from "../scenario";
import { faults } from "../faults/all";
import { crashScenarios } from "./crashes";
import { create } from "./create";
import { wholeLife } from "./default";
import { drift } from "./drift";
import { hazardScenarios } from "./hazards";
import { recreate } from "./recreate";
import { upgrades } from "./upgrades";

/** Every scenario, in the order in which they are shown. */
export const scenarios: readonly Scenario[] = [
  wholeLife,
  create,
  recreate,
  drift,
  ...upgrades,
  ...hazardScenarios,
  ...faults,
  ...crashScenarios,
];
