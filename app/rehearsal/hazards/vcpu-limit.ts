import { buildNetwork, type Hazard } from "./hazard";

/** Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, in vCPUs. */
const standardOnDemand = "L-1216C47A";

export const vcpuLimit: Hazard = {
  name: "vcpu-limit",
  errorCode: "VcpuLimitExceeded",
  happens:
    "The account's quota of vCPUs for an instance family is used up, as it is from the start in a new account.",
  rehearsed:
    "The quota is 0 when the network with its tunnel is built; the apply stops, and after the quota is raised it goes on.",
  survived: "The apply fails with the quota in words, and the next one goes on from there.",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html",
  needs: { part: "network", type: "aws_instance" },
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "The quota of vCPUs is 0",
      by: ({ cloud }) => void cloud.quotas.set(standardOnDemand, 0),
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: { parts: ["network"] },
      code: "VcpuLimitExceeded",
      says: /^A quota of the account is used up, so aws_instance\.\S+ of .* could not be created: .*vCPUs\. Have it raised/,
    },
    {
      step: "arrange",
      title: "The quota is raised",
      by: ({ cloud }) => void cloud.quotas.delete(standardOnDemand),
    },
    ...buildNetwork,
  ],
};
