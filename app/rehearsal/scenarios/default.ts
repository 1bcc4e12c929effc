import type { Scenario } from "../scenario";
import { createSteps } from "./create";
import { driftSteps } from "./drift";
import { recreateSteps } from "./recreate";

/** The life of an environment in one go: what `npm run rehearse` runs. */
export const wholeLife: Scenario = {
  name: "default",
  summary: "Create, verify, drift, destroy, recreate and compare.",
  steps: [...createSteps, { step: "verify" }, ...driftSteps, ...recreateSteps],
};
