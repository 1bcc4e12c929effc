import type { Scenario } from "../scenario";
import { failingCreate } from "./failing-create";
import { familyShort } from "./family-short";
import { gpuSpotShort } from "./gpu-spot-short";
import { nodeQuota } from "./node-quota";
import { regionAway } from "./region-away";
import { regionLost } from "./region-lost";
import { throttled } from "./throttled";

/** Every fault, by name; the one that waits longest first, since they run side by side. */
export const faults: readonly Scenario[] = [
  regionLost,
  failingCreate,
  familyShort,
  gpuSpotShort,
  nodeQuota,
  regionAway,
  throttled,
];
