import type { Resources, RuleCases } from "./rule-cases";

const address = "aws_route.out";
const route = (attributes: Record<string, unknown>): Resources => ({
  aws_route: { out: { route_table_id: "${aws_route_table.private.id}", ...attributes } },
});

export const routeCases: readonly RuleCases[] = [
  {
    rule: "route-default-target",
    fails: [
      {
        what: "a machine that forwards for the others",
        resources: route({
          destination_cidr_block: "0.0.0.0/0",
          network_interface_id: "${aws_instance.nat.primary_network_interface_id}",
        }),
        at: [address],
        says: "Its route to 0.0.0.0/0 has none of nat_gateway_id",
      },
      {
        what: "everything of IPv6 sent to a peer",
        resources: route({ destination_ipv6_cidr_block: "::/0", vpc_peering_connection_id: "pcx-1" }),
        at: [address],
        says: "Its route to ::/0",
      },
      {
        what: "a route inside a route table",
        resources: {
          aws_route_table: {
            private: { route: [{ cidr_block: "0.0.0.0/1", vpc_peering_connection_id: "pcx-1" }] },
          },
        },
        at: ["aws_route_table.private"],
        says: "Its route to 0.0.0.0/1",
      },
    ],
    passes: [
      {
        what: "a NAT gateway",
        resources: route({
          destination_cidr_block: "0.0.0.0/0",
          nat_gateway_id: "${aws_nat_gateway.a.id}",
        }),
      },
      {
        what: "a peer's own network",
        resources: route({ destination_cidr_block: "10.1.0.0/16", vpc_peering_connection_id: "pcx-1" }),
      },
    ],
  },
];
