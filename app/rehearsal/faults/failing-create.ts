import { buildNetwork } from "../hazards/hazard";
import { fault } from "./fault";

const type = "aws_nat_gateway";

export const failingCreate = fault({
  name: "failing-create",
  summary:
    "AWS fails in the middle of an apply and leaves a half-made NAT gateway: it is in the state as tainted, and the next apply replaces it and builds the rest.",
  needs: { part: "network", type },
  from: "survivors",
  steps: [
    {
      step: "arrange",
      title: "The creation of a NAT gateway fails, and the gateway is there all the same",
      by: ({ cloud }) =>
        cloud.faults.add({
          type,
          operation: "create",
          code: "InternalError",
          message: "An internal error has occurred",
          statusCode: 500,
          partial: true,
        }),
    },
    {
      step: "expect-failure",
      of: "apply",
      stacks: { parts: ["network"] },
      code: "InternalError",
      says: /^AWS failed at aws_nat_gateway\.\S+ of "[\w-]+-network" by a fault of its own\. What was done is in the state: run the command again\.$/,
    },
    ...buildNetwork,
    {
      step: "expect",
      title: "No gateway is there twice",
      of: ({ cloud }) => {
        const gateways = cloud.listEverywhere(type);
        const subnets = gateways.map(({ attributes }) => String(attributes["subnet_id"]));
        const twice = subnets.filter((subnet, index) => subnets.indexOf(subnet) !== index);
        return {
          sentence: `${gateways.length} NAT gateways`,
          wrong: [
            ...(gateways.length === 0 ? ["There is no NAT gateway."] : []),
            ...twice.map((subnet) => `There are two NAT gateways in ${subnet}.`),
          ],
        };
      },
    },
  ],
});
