import type { ConfigurationRule } from "../rule";
import { isWorld } from "../security-group-rules";
import {
  blocks,
  type StackConfiguration,
  type TerraformJson,
  type TerraformResource,
} from "../stack-configuration";

const destinations = [
  "destination_cidr_block",
  "destination_ipv6_cidr_block",
  "cidr_block",
  "ipv6_cidr_block",
];
const gateways = ["nat_gateway_id", "gateway_id", "egress_only_gateway_id"];

export const routeDefaultTarget: ConfigurationRule = {
  id: "route-default-target",
  severity: "error",
  title: "Default routes lead to a gateway of AWS",
  rationale:
    "A machine that forwards for others is a single one, to be patched and watched; a peering that takes every address sends ours to whoever runs the other side.",
  source: { checkov: ["CKV2_AWS_35", "CKV2_AWS_44"] },
  *check(stack) {
    for (const { resource, route } of routes(stack)) {
      const [destination] = destinations.map((name) => route[name]).filter((cidr) => isWorld(String(cidr)));
      if (destination === undefined || gateways.some((name) => Boolean(route[name]))) continue;
      yield {
        subject: resource,
        message: `Its route to ${String(destination)} has none of ${gateways.join(", ")}. Lead it to one of these gateways.`,
      };
    }
  },
};

function routes(stack: StackConfiguration): { resource: TerraformResource; route: TerraformJson }[] {
  const inline = stack
    .ofType("aws_route_table")
    .flatMap((resource) => blocks(resource.attributes, "route").map((route) => ({ resource, route })));
  return [
    ...stack.ofType("aws_route").map((resource) => ({ resource, route: resource.attributes })),
    ...inline,
  ];
}
