import { buildNetwork } from "../hazards/hazard";
import { fault } from "./fault";

const network = { parts: ["network"] } as const;

export const regionLost = fault({
  name: "region-lost",
  summary:
    "The region is lost in the middle of an apply, so that terraform can neither go on nor write its state: it keeps the state beside the plan; after the region is back the state is pushed, and the apply goes on.",
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "The region is lost at the tenth creation",
      by: ({ cloud, disturbance }) =>
        cloud.faults.add({
          operation: "create",
          after: 10,
          times: Infinity,
          code: "ServiceUnavailable",
          message: "Service Unavailable",
          statusCode: 503,
          // As often as terraform tries to write its state; the lock it can release again.
          also: () => disturbance.unreachable(5),
        }),
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: network,
      code: "ServiceUnavailable",
      says: /^The cloud could not be reached during apply of "[\w-]+-network"/,
      afterwards: ({ cloud, disturbance }) => {
        cloud.faults.clear();
        disturbance.restore();
      },
    },
    { step: "push-kept-states", stacks: network },
    ...buildNetwork,
  ],
});
