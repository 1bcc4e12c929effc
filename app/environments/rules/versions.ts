import { clusterPins, isOlder, kubernetesReleases, vaultReleases, versionsCheckedOn } from "../../versions";
import { problem } from "../problem";
import type { Rule } from "./rule";

const kubernetesIsSupported: Rule = {
  says: `Every cluster's Kubernetes version is supported by EKS on ${versionsCheckedOn}.`,
  *check({ clusters }) {
    for (const [name, { kubernetesVersion, support }] of Object.entries(clusters)) {
      const path = `clusters.${name}.kubernetesVersion`;
      const release = kubernetesReleases.find(({ version }) => version === kubernetesVersion);
      const supported = kubernetesReleases
        .filter((one) => one.standardSupportEnds > versionsCheckedOn)
        .map(({ version }) => version)
        .join(", ");
      if (!release) {
        yield problem(
          path,
          unlisted(kubernetesVersion, kubernetesVersion, kubernetesReleases[0]?.version, supported),
        );
        continue;
      }
      const end = support === "extended" ? release.extendedSupportEnds : release.standardSupportEnds;
      if (end <= versionsCheckedOn) {
        yield problem(
          path,
          `"${kubernetesVersion}" is past its end of life: ${support} support ended on ${end}; ` +
            `take one of ${supported}` +
            (support === "standard" && release.extendedSupportEnds > versionsCheckedOn
              ? `, or pay for extended support until ${release.extendedSupportEnds} (support: "extended").`
              : "."),
        );
      }
    }
  },
};

const kubernetesIsPinned: Rule = {
  says: "app/versions.ts pins node images and add-ons for every cluster's Kubernetes version.",
  *check({ clusters }) {
    for (const [name, { kubernetesVersion }] of Object.entries(clusters)) {
      const listed = kubernetesReleases.some(({ version }) => version === kubernetesVersion);
      if (!listed || Object.hasOwn(clusterPins, kubernetesVersion)) continue;
      yield problem(
        `clusters.${name}.kubernetesVersion`,
        `"${kubernetesVersion}" has no node image and add-ons in app/versions.ts; take one of ` +
          `${Object.keys(clusterPins).join(", ")}, or add them there.`,
      );
    }
  },
};

const vaultIsMaintained: Rule = {
  says: `Vault's version is maintained by HashiCorp on ${versionsCheckedOn}.`,
  *check({ versions }) {
    const minor = versions.vault.split(".").slice(0, 2).join(".");
    const maintained = vaultReleases
      .filter((release) => !release.maintenanceEnded)
      .map(({ version }) => version)
      .join(", ");
    const release = vaultReleases.find(({ version }) => version === minor);
    if (!release) {
      yield problem("versions.vault", unlisted(versions.vault, minor, vaultReleases[0]?.version, maintained));
    } else if (release.maintenanceEnded) {
      yield problem(
        "versions.vault",
        `"${versions.vault}" is past its end of life: maintenance of ${minor} ended on ${release.maintenanceEnded}; ` +
          `take a version of one of ${maintained}.`,
      );
    }
  },
};

/** A version that the table lacks: too old to be listed, or too new to be known. */
function unlisted(received: string, minor: string, oldest: string | undefined, supported: string): string {
  if (oldest && isOlder(minor, oldest)) {
    return `"${received}" is past its end of life: it is older than ${oldest}; take one of ${supported}.`;
  }
  return `"${received}" is of a release that app/versions.ts does not list; take one of ${supported}, or add it there with its dates.`;
}

export const versionRules: readonly Rule[] = [kubernetesIsSupported, kubernetesIsPinned, vaultIsMaintained];
