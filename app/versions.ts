/**
 * Every pin of the estate, with its source. Nothing else in the repository names a version of a third party's
 * software; package versions are in package.json.
 */

/**
 * The day on which every pin and support date below was read, and against which "past its end of life" is decided:
 * a synth must not depend on the day it runs. Whoever moves it reads the sources again.
 */
export const versionsCheckedOn = "2026-11-21";

export interface Pin {
  readonly version: string;
  /** Where the version, and what it supports, is published. */
  readonly source: string;
}

export interface KubernetesRelease {
  readonly version: string;
  /** Day on which standard support on EKS ends, ISO 8601, UTC. */
  readonly standardSupportEnds: string;
  /** Day on which extended support on EKS ends, ISO 8601, UTC. */
  readonly extendedSupportEnds: string;
}

/**
 * Kubernetes on EKS.
 * Source: EKS User Guide, "Amazon EKS Kubernetes release calendar",
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const kubernetesReleases: readonly KubernetesRelease[] = [
  { version: "1.30", standardSupportEnds: "2025-07-23", extendedSupportEnds: "2026-07-23" },
  { version: "1.31", standardSupportEnds: "2025-11-26", extendedSupportEnds: "2026-11-26" },
  { version: "1.32", standardSupportEnds: "2026-03-23", extendedSupportEnds: "2027-03-23" },
  { version: "1.33", standardSupportEnds: "2026-07-29", extendedSupportEnds: "2027-07-29" },
  { version: "1.34", standardSupportEnds: "2026-12-02", extendedSupportEnds: "2027-12-02" },
  { version: "1.35", standardSupportEnds: "2027-03-27", extendedSupportEnds: "2028-03-27" },
  { version: "1.36", standardSupportEnds: "2027-08-02", extendedSupportEnds: "2028-08-02" },
];

export const defaultKubernetesVersion = "1.35";

/** The add-ons of every cluster, by the names that EKS gives them. */
export type AddonName =
  "vpc-cni" | "kube-proxy" | "eks-pod-identity-agent" | "aws-ebs-csi-driver" | "coredns" | "metrics-server";

/** What a cluster of one Kubernetes version is made of, to the build. */
export interface ClusterPins {
  /** Release of the EKS optimized Amazon Linux 2023 images: KUBERNETES-YYYYMMDD, one for all variants. */
  readonly nodeImage: string;
  readonly addons: Readonly<Record<AddonName, string>>;
}

const addonsOfAllReleases = {
  "vpc-cni": "v1.22.4-eksbuild.3",
  "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
  "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
} as const;

/**
 * Node images and add-ons by Kubernetes version, from 1.32 up: the images' history lists no older release that EKS
 * still supports for more than days.
 * Sources: https://github.com/awslabs/amazon-eks-ami/releases (images);
 * https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html and managing-coredns.html (tables of
 * those two); for the others, which have no table, `aws eks describe-addon-versions --kubernetes-version VERSION
 * --addon-name NAME`, as public clusters of these versions report it.
 */
export const clusterPins: Readonly<Record<string, ClusterPins>> = {
  "1.32": {
    nodeImage: "1.32.13-20260714",
    addons: {
      ...addonsOfAllReleases,
      "kube-proxy": "v1.32.13-eksbuild.16",
      coredns: "v1.11.4-eksbuild.40",
      "metrics-server": "v0.8.1-eksbuild.14",
    },
  },
  "1.33": {
    nodeImage: "1.33.13-20260714",
    addons: {
      ...addonsOfAllReleases,
      "kube-proxy": "v1.33.10-eksbuild.13",
      coredns: "v1.12.4-eksbuild.18",
      "metrics-server": "v0.8.1-eksbuild.14",
    },
  },
  "1.34": {
    nodeImage: "1.34.11-20260930",
    addons: {
      ...addonsOfAllReleases,
      "kube-proxy": "v1.34.6-eksbuild.13",
      coredns: "v1.13.2-eksbuild.11",
      "metrics-server": "v0.9.0-eksbuild.5",
    },
  },
  "1.35": {
    nodeImage: "1.35.8-20260930",
    addons: {
      ...addonsOfAllReleases,
      "kube-proxy": "v1.35.3-eksbuild.13",
      coredns: "v1.14.3-eksbuild.3",
      "metrics-server": "v0.9.0-eksbuild.5",
    },
  },
  "1.36": {
    nodeImage: "1.36.4-20260930",
    addons: {
      ...addonsOfAllReleases,
      "kube-proxy": "v1.36.0-eksbuild.14",
      coredns: "v1.14.3-eksbuild.3",
      "metrics-server": "v0.9.0-eksbuild.11",
    },
  },
};

export interface VaultRelease {
  /** Major and minor version. */
  readonly version: string;
  /** Day on which standard maintenance ended, ISO 8601; undefined while it lasts. */
  readonly maintenanceEnded?: string;
}

/**
 * Vault. HashiCorp maintains the current release and the two before it, so a release ends with the third after it:
 * 1.21.0 came on 2025-10-22, 2.0.0 on 2026-04-14, 2.1.0 on 2026-09-01.
 * Source: https://support.hashicorp.com/hc/en-us/articles/360021185113-Support-Period-and-End-of-Life-EOL-Policy
 * and https://github.com/hashicorp/vault/blob/main/CHANGELOG.md
 */
export const vaultReleases: readonly VaultRelease[] = [
  { version: "1.18", maintenanceEnded: "2025-10-22" },
  { version: "1.19", maintenanceEnded: "2026-04-14" },
  { version: "1.20", maintenanceEnded: "2026-09-01" },
  { version: "1.21" },
  { version: "2.0" },
  { version: "2.1" },
];

/** Versions of Terraform's binary and of OpenTofu's that the driver accepts: `use_lockfile` sets the floor. */
export const terraformMinimum: Pin = {
  version: "1.11.0",
  source:
    "https://github.com/hashicorp/terraform/releases/tag/v1.11.0 (S3 native state locking generally available)",
};
export const tofuMinimum: Pin = {
  version: "1.10.0",
  source: "https://github.com/opentofu/opentofu/releases/tag/v1.10.0 (S3 native state locking)",
};

/** Version constraints written into the synthesized files. */
export const providerConstraints = {
  aws: { version: ">= 5.100.0, < 7.0.0", source: "https://registry.terraform.io/providers/hashicorp/aws" },
  /** The major that the bindings have and whose schema the simulated cloud is compared with. */
  kubernetes: {
    version: ">= 2.38.0, < 3.0.0",
    source: "https://registry.terraform.io/providers/hashicorp/kubernetes",
  },
  /** AWS auth takes `aws_role_arn` since 5.7.0, and once only since 5.9.0 (the provider's changelog). */
  vault: {
    version: ">= 5.9.0, < 6.0.0",
    source: "https://github.com/hashicorp/terraform-provider-vault/blob/main/CHANGELOG.md",
  },
} as const satisfies Record<string, Pin>;

/** Software that runs on the estate's own machines; an environment may name another version. */
export const machineVersions = {
  vault: { version: "1.21.4", source: "https://releases.hashicorp.com/vault/1.21.4/" },
  tunnelImage: {
    version: "al2023-ami-2023.12.20260831.0-kernel-6.1-x86_64",
    source: "https://docs.aws.amazon.com/linux/al2023/release-notes/relnotes.html",
  },
} as const satisfies Record<string, Pin>;

export * from "./image-versions";

/** Whether one version is older than another, part by part: "1.9" is older than "1.18". */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => text.split(".").map(Number));
  for (const [index, part] of (one ?? []).entries()) {
    const difference = part - (other?.[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
