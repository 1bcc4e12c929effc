import { isWorld } from "../security-group-rules";
import type { ConfigurationRule } from "../rule";
import { blocks, list } from "../stack-configuration";

export const eksPrivateEndpoint: ConfigurationRule = {
  id: "eks-private-endpoint",
  severity: "error",
  title: "The Kubernetes API has a private endpoint, and a public one for named networks only",
  rationale:
    "Whoever reaches the API needs only one stolen credential, or one defect in it, to hold the cluster.",
  source: { awsControls: ["EKS.1"], checkov: ["CKV_AWS_38", "CKV_AWS_39"] },
  *check(stack) {
    for (const cluster of stack.ofType("aws_eks_cluster")) {
      const [vpc = {}] = blocks(cluster.attributes, "vpc_config");
      if (vpc.endpoint_private_access !== true) {
        yield {
          subject: cluster,
          message: `vpc_config.endpoint_private_access is ${JSON.stringify(vpc.endpoint_private_access ?? null)}. Set it to true.`,
        };
      }
      if (vpc.endpoint_public_access === false) continue;
      const networks = list(vpc.public_access_cidrs).map(String);
      if (networks.length === 0) {
        yield {
          subject: cluster,
          message:
            "Its public endpoint is open to the whole internet. Set vpc_config.endpoint_public_access to false, or name public_access_cidrs.",
        };
      }
      const open = networks.filter(isWorld);
      if (open.length > 0) {
        yield {
          subject: cluster,
          message: `Its public endpoint is open to ${open.join(", ")}. Name the networks that need it.`,
        };
      }
    }
  },
};
