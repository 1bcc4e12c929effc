import { buildNetwork } from "../hazards/hazard";
import { fault } from "./fault";

export const regionAway = fault({
  name: "region-away",
  summary:
    "The region does not answer when an apply begins: the sentence says so, nothing is touched, and when it is back the apply goes through.",
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "S3 and STS do not answer",
      by: ({ disturbance }) => disturbance.unreachable(),
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: { parts: ["network"] },
      code: "operation error",
      says: /^The cloud could not be reached during \w+ of "[\w-]+-network" \(.*\)\. Check the network and any proxy, then run the command again\.$/,
      afterwards: ({ disturbance }) => disturbance.restore(),
    },
    ...buildNetwork,
  ],
});
