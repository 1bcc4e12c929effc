import type { ConfigurationRule } from "../rule";
import { blocks, list } from "../stack-configuration";

export const eksSecretsEncryption: ConfigurationRule = {
  id: "eks-secrets-encryption",
  severity: "error",
  title: "Clusters encrypt Kubernetes secrets with a KMS key of ours",
  rationale:
    "With our key each use is logged, and the secrets of a cluster can be made unreadable by taking it away.",
  source: { awsControls: ["EKS.3"], checkov: ["CKV_AWS_58"] },
  *check(stack) {
    for (const cluster of stack.ofType("aws_eks_cluster")) {
      const encrypted = blocks(cluster.attributes, "encryption_config").some((encryption) => {
        const [provider] = blocks(encryption, "provider");
        const key = provider?.key_arn;
        return list(encryption.resources).includes("secrets") && typeof key === "string" && key !== "";
      });
      if (encrypted) continue;
      yield {
        subject: cluster,
        message: 'It has no encryption_config for "secrets" with a provider.key_arn. State one.',
      };
    }
  },
};
