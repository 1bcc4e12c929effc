import { buildNetwork, type Hazard } from "./hazard";

export const instanceCapacity: Hazard = {
  name: "instance-capacity",
  errorCode: "InsufficientInstanceCapacity",
  happens: "A zone has no capacity for an instance type at the moment.",
  rehearsed:
    "The zone of the tunnel's host has no capacity when the network is built; the apply stops, and when there is capacity again it goes on.",
  survived:
    "Everything else of the network is built and in the state; the sentence says to wait or to choose another type.",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html",
  needs: { part: "network", type: "aws_instance" },
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "The zone is out of capacity",
      by: ({ cloud }) => cloud.capacity.exhaust({ market: "on-demand" }),
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: { parts: ["network"] },
      code: "InsufficientInstanceCapacity",
      says: /^AWS is out of capacity for aws_instance\.\S+ of .* at this moment\. Run the command again later, or name another instance type/,
    },
    {
      step: "arrange",
      title: "The zone has capacity again",
      by: ({ cloud }) => cloud.capacity.replenish(),
    },
    ...buildNetwork,
  ],
};
