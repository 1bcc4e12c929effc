/**
 * Every pin of the estate, with its source. Nothing else in the repository names a version of a third party's
 * software; package versions are in package.json.
 */

/** The day on which support dates were read, and against which `past its end of life` is decided. */
export const versionsCheckedOn = "2026-11-21";

export interface Pin {
  readonly version: string;
  /** Where the version, and what it supports, is published. */
  readonly source: string;
}

export interface KubernetesRelease {
  readonly version: string;
  /** Last day of standard support on EKS, ISO 8601. */
  readonly standardSupportEnds: string;
  /** Last day of extended support on EKS, ISO 8601. */
  readonly extendedSupportEnds: string;
}

/** Source: EKS User Guide, "Amazon EKS Kubernetes release calendar", kubernetes-versions.html. */
export const kubernetesReleases: readonly KubernetesRelease[] = [
  { version: "1.30", standardSupportEnds: "2025-07-23", extendedSupportEnds: "2026-07-23" },
  { version: "1.31", standardSupportEnds: "2025-11-26", extendedSupportEnds: "2026-11-26" },
  { version: "1.32", standardSupportEnds: "2026-03-23", extendedSupportEnds: "2027-03-23" },
  { version: "1.33", standardSupportEnds: "2026-07-29", extendedSupportEnds: "2027-07-29" },
  { version: "1.34", standardSupportEnds: "2026-12-02", extendedSupportEnds: "2027-12-02" },
  { version: "1.35", standardSupportEnds: "2027-03-27", extendedSupportEnds: "2028-03-27" },
];

export const defaultKubernetesVersion = "1.35";

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
} as const satisfies Record<string, Pin>;

/** Software that runs on the estate's own machines; an environment may name another version. */
export const machineVersions = {
  vault: { version: "1.21.4", source: "https://releases.hashicorp.com/vault/1.21.4/" },
  tunnelImage: {
    version: "al2023-ami-2023.10.20260302.1-kernel-6.1-x86_64",
    source: "https://docs.aws.amazon.com/linux/al2023/release-notes/relnotes.html",
  },
} as const satisfies Record<string, Pin>;
