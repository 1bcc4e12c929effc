import { kubernetesReleases, versionsCheckedOn } from "../../../app/versions";
import type { ConfigurationRule } from "../rule";
import { blocks, type TerraformJson } from "../stack-configuration";

export const eksSupportedVersion: ConfigurationRule = {
  id: "eks-supported-version",
  severity: "error",
  title: "Clusters run a Kubernetes version that EKS supports",
  rationale:
    "Holes in a version past its end stay open, and EKS upgrades such a cluster by itself, on a day of its choice.",
  source: { awsControls: ["EKS.2"], checkov: ["CKV_AWS_339"] },
  *check(stack) {
    for (const cluster of stack.ofType("aws_eks_cluster")) {
      const problem = problemWith(cluster.attributes);
      if (problem !== undefined) yield { subject: cluster, message: problem };
    }
  },
};

function problemWith({ version, ...cluster }: TerraformJson): string | undefined {
  const release = kubernetesReleases.find((one) => one.version === version);
  if (release === undefined) {
    const known = kubernetesReleases.map((one) => one.version).join(", ");
    return `version is ${JSON.stringify(version ?? null)}. Take one of app/versions.ts: ${known}.`;
  }
  const [policy = {}] = blocks(cluster, "upgrade_policy");
  const end = policy.support_type === "STANDARD" ? release.standardSupportEnds : release.extendedSupportEnds;
  if (end > versionsCheckedOn) return undefined;
  return `Support of version ${release.version} ended on ${end}. Upgrade the cluster.`;
}
