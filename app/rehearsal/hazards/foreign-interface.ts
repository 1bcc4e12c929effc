import { type Hazard, recreateNetwork } from "./hazard";

const type = "aws_network_interface";

export const foreignInterface: Hazard = {
  name: "foreign-interface",
  errorCode: "DependencyViolation",
  happens:
    "Somebody's machine, function or database has a network interface in a subnet, which AWS then refuses to delete.",
  rehearsed:
    "A network interface of a function lies in a private subnet; the destruction is refused; after the interface is gone the network is destroyed and built again.",
  survived:
    "`drydock destroy` looks for interfaces that belong to nothing of the estate before anything goes, and names each with its subnet and what it belongs to.",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html",
  from: "network",
  steps: [
    {
      step: "arrange",
      title: "Somebody's function stands in a private subnet",
      by: (scene) =>
        scene.make("network", type, {
          subnet_id: scene.object("aws_subnet", { map_public_ip_on_launch: false }).id,
          description: "AWS Lambda VPC ENI-quotes-5b1f",
        }).id,
    },
    {
      step: "expect-refusal",
      stacks: { parts: ["network"] },
      says: /^Nothing was destroyed, .* The network interface eni-\w+ in subnet-\w+ \("AWS Lambda VPC ENI-quotes-5b1f"\) belongs to something that no state knows/,
    },
    {
      step: "arrange",
      title: "The function is removed",
      by: (scene) => scene.remove(scene.object(type)),
    },
    ...recreateNetwork,
  ],
};
