import { minorOf } from "./kubernetes-versions";

/** What EKS offers as an add-on, as far as the simulated cloud knows it. */
interface AddonFacts {
  /**
   * A DaemonSet is well without nodes; a Deployment is not (`InsufficientNumberOfReplicas`) until nodes take its pods.
   */
  readonly workload: "daemonset" | "deployment";
  /** Upstream versions for a Kubernetes minor version, `major.minor` each, the newest last. */
  lines(kubernetesMinor: number): readonly string[];
  /** The version that EKS takes when none is asked for. */
  newest(kubernetesMinor: number): string;
  /** Top-level members of its configuration's JSON schema. */
  readonly settings: readonly string[];
}

/** Settings of most add-ons that run pods. */
const COMMON = ["affinity", "podAnnotations", "podLabels", "resources", "tolerations"] as const;

/** Minor versions that kube-proxy may be behind the API server (Kubernetes, "Version Skew Policy"). */
const PROXY_SKEW = 3;

/** Newest kube-proxy by Kubernetes minor version. Source: EKS User Guide, "Manage kube-proxy", read in 2026. */
const KUBE_PROXY: Readonly<Record<number, string>> = {
  30: "v1.30.14-eksbuild.28",
  31: "v1.31.14-eksbuild.20",
  32: "v1.32.13-eksbuild.16",
  33: "v1.33.10-eksbuild.13",
  34: "v1.34.6-eksbuild.13",
  35: "v1.35.3-eksbuild.13",
  36: "v1.36.0-eksbuild.14",
};

/**
 * Add-ons by name. Lines of versions and the newest ones: EKS User Guide, "Manage CoreDNS", "Manage kube-proxy", "Assign
 * IPs to Pods with the Amazon VPC CNI"; of the others, the releases of their repositories. EKS offers single builds; only
 * the line is checked here. Settings: `aws eks describe-addon-configuration`.
 */
const CATALOGUE: Readonly<Record<string, AddonFacts>> = {
  "aws-ebs-csi-driver": {
    workload: "deployment",
    lines: () => range("1", 35, 70),
    newest: () => "v1.56.0-eksbuild.1",
    settings: ["controller", "defaultStorageClass", "node", "nodeComponentOnly", "sidecars"],
  },
  coredns: {
    workload: "deployment",
    lines: (minor) => (minor < 33 ? ["1.11"] : minor < 35 ? ["1.12", "1.13", "1.14"] : ["1.13", "1.14"]),
    newest: (minor) => (minor < 33 ? "v1.11.4-eksbuild.33" : "v1.13.2-eksbuild.4"),
    settings: [
      ...COMMON,
      "autoScaling",
      "computeType",
      "corefile",
      "nodeSelector",
      "podDisruptionBudget",
      "replicaCount",
      "topologySpreadConstraints",
    ],
  },
  "eks-pod-identity-agent": {
    workload: "daemonset",
    lines: () => range("1", 2, 9),
    newest: () => "v1.3.10-eksbuild.2",
    settings: [
      "affinity",
      "agent",
      "daemonsets",
      "nodeSelector",
      "podAnnotations",
      "podLabels",
      "priorityClassName",
      "resources",
      "tolerations",
      "updateStrategy",
    ],
  },
  "kube-proxy": {
    workload: "daemonset",
    lines: (minor) => range("1", minor - PROXY_SKEW, minor),
    newest: (minor) => KUBE_PROXY[minor] ?? `v1.${minor}.0-eksbuild.2`,
    settings: [...COMMON, "ipvs", "mode"],
  },
  "metrics-server": {
    workload: "deployment",
    lines: () => range("0", 7, 9),
    newest: () => "v0.8.1-eksbuild.1",
    settings: [
      ...COMMON,
      "addonResizer",
      "args",
      "metrics",
      "nodeSelector",
      "podDisruptionBudget",
      "replicas",
      "revisionHistoryLimit",
      "serviceMonitor",
      "topologySpreadConstraints",
      "updateStrategy",
    ],
  },
  "snapshot-controller": {
    workload: "deployment",
    lines: () => range("8", 0, 9),
    newest: () => "v8.3.0-eksbuild.1",
    settings: [...COMMON, "nodeSelector", "replicaCount", "topologySpreadConstraints"],
  },
  "vpc-cni": {
    workload: "daemonset",
    lines: () => range("1", 18, 29),
    newest: () => "v1.21.1-eksbuild.3",
    settings: [
      ...COMMON,
      "cri",
      "eniConfig",
      "enableNetworkPolicy",
      "enableWindowsIpam",
      "enableWindowsPrefixDelegation",
      "env",
      "init",
      "livenessProbeTimeoutSeconds",
      "nodeAgent",
      "originalMatchLabels",
      "readinessProbeTimeoutSeconds",
    ],
  },
};

/** `["1.2", "1.3"]` of `range("1", 2, 3)`. */
function range(major: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${major}.${from + index}`);
}

export function addonFacts(name: string): AddonFacts | undefined {
  return Object.hasOwn(CATALOGUE, name) ? CATALOGUE[name] : undefined;
}

/** Whether EKS offers a version of an add-on (`"v1.13.2-eksbuild.4"`) for a Kubernetes version. */
export function isOffered(facts: AddonFacts, version: string, kubernetesVersion: string): boolean {
  const line = /^v(\d+\.\d+)\.\d+-eksbuild\.\d+$/.exec(version)?.[1];
  return line !== undefined && facts.lines(minorOf(kubernetesVersion)).includes(line);
}
