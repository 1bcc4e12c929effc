import { minorOf } from "./kubernetes-versions";

/** The newest version of an add-on for a Kubernetes version, which EKS takes when none is asked for. */
export function newestAddonVersion(name: string, kubernetesVersion: string): string {
  const minor = minorOf(kubernetesVersion);
  return name === "kube-proxy" ? `v1.${minor}.0-eksbuild.2` : (NEWEST[name] ?? "v1.0.0-eksbuild.1");
}

const NEWEST: Readonly<Record<string, string>> = {
  "aws-ebs-csi-driver": "v1.56.0-eksbuild.1",
  coredns: "v1.13.2-eksbuild.4",
  "eks-pod-identity-agent": "v1.3.10-eksbuild.2",
  "metrics-server": "v0.8.1-eksbuild.1",
  "vpc-cni": "v1.21.1-eksbuild.3",
};
