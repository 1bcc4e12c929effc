import { metWith } from "../steps/expect";
import { buildNetwork, type Hazard } from "./hazard";

export const logGroupReborn: Hazard = {
  name: "log-group-reborn",
  errorCode: "ResourceAlreadyExistsException",
  happens:
    "Flow log records that arrive after their log group was deleted make the service create it again, without key and retention, and the next creation fails on the name.",
  rehearsed:
    "The network is destroyed; the simulated cloud delivers late records with the rights that the delivery role has; the network is built again.",
  survived:
    "The role that delivers flow logs has no logs:CreateLogGroup, so late records are turned away and the name stays free.",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html",
  from: "network",
  steps: [
    { step: "destroy", stacks: { parts: ["network"] } },
    { step: "expect", title: "Late records were turned away", of: metWith("AccessDeniedException") },
    ...buildNetwork,
  ],
};
