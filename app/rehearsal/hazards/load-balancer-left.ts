import { type Hazard, recreateNetwork } from "./hazard";

const type = "aws_network_interface";

export const loadBalancerLeft: Hazard = {
  name: "load-balancer-left",
  errorCode: "DependencyViolation",
  happens:
    "A load balancer that Kubernetes or a person made stays in the VPC: it keeps its subnets, and with its public addresses the internet gateway.",
  rehearsed:
    "A load balancer has an interface with a public address in each public subnet; the destruction is refused; after it is deleted the network is destroyed and built again.",
  survived:
    "`drydock destroy` names the load balancer by the description of its interfaces before anything goes; the estate itself has no controller that makes any.",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html",
  from: "network",
  steps: [
    {
      step: "arrange",
      title: "A load balancer is left behind",
      by: (scene) => {
        const { id: vpc } = scene.object("aws_vpc");
        const subnets = scene.cloud
          .listEverywhere("aws_subnet")
          .filter(({ attributes }) => attributes["vpc_id"] === vpc)
          .slice(0, 2);
        for (const subnet of subnets) {
          scene.make("network", type, {
            subnet_id: subnet.id,
            description: "ELB net/k8s-ingress-0f3a/50dc6c495c0c9188",
            interface_type: "network_load_balancer",
            requester_id: "amazon-elb",
            public_ip: "198.18.0.1",
          });
        }
        return `${subnets.length} interfaces`;
      },
    },
    {
      step: "expect-refusal",
      stacks: { parts: ["network"] },
      says: /^Nothing was destroyed, .* \("ELB net\/k8s-ingress-0f3a\/50dc6c495c0c9188"\)/,
    },
    {
      step: "arrange",
      title: "The load balancer is deleted",
      by: (scene) => scene.cloud.listEverywhere(type).forEach((one) => scene.remove(one)),
    },
    ...recreateNetwork,
  ],
};
