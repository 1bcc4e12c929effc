import { type Hazard, recreateNetwork } from "./hazard";

export const securityGroupLeft: Hazard = {
  name: "security-group-left",
  errorCode: "DependencyViolation",
  happens:
    "A security group that somebody made in the VPC keeps it, and one whose rules name a group of the estate keeps that group.",
  rehearsed:
    "A group of somebody else's lets the tunnel's group in; the destruction is refused; after it is deleted the network is destroyed and built again.",
  survived: "`drydock destroy` looks for groups that no state knows before anything goes, and names each.",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/deleting-security-groups.html",
  needs: { part: "network", type: "aws_security_group" },
  from: "network",
  steps: [
    {
      step: "arrange",
      title: "Somebody makes a security group",
      by: (scene) => {
        const own = scene.object("aws_security_group", { name: /^(?!default$)/ });
        const group = scene.make("network", "aws_security_group", {
          name: "quotes",
          vpc_id: own.attributes["vpc_id"] ?? null,
        });
        scene.make("network", "aws_vpc_security_group_ingress_rule", {
          security_group_id: group.id,
          referenced_security_group_id: own.id,
          ip_protocol: "tcp",
          from_port: 5432,
          to_port: 5432,
        });
        return group.id;
      },
    },
    {
      step: "expect-refusal",
      stacks: { parts: ["network"] },
      says: /^Nothing was destroyed, .* The security group sg-\w+ \("quotes"\) is in no state and keeps vpc-\w+\. Delete it/,
    },
    {
      step: "arrange",
      title: "The group is deleted",
      by: (scene) => scene.remove(scene.object("aws_security_group", { name: "quotes" })),
    },
    ...recreateNetwork,
  ],
};
