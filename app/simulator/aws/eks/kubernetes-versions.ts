import { kubernetesReleases, versionsCheckedOn } from "../../../versions";

/** `35` of `1.35`; NaN when it is no such version. */
export function minorOf(version: string): number {
  return Number(/^1\.(\d+)$/.exec(version)?.[1]);
}

/** Versions that EKS runs, in standard or extended support on the day the release calendar was read; oldest first. */
export const supportedVersions: readonly string[] = kubernetesReleases
  .filter(({ extendedSupportEnds }) => extendedSupportEnds > versionsCheckedOn)
  .map(({ version }) => version)
  .sort((a, b) => minorOf(a) - minorOf(b));

/** The version of a cluster that names none. AWS says only that there is a default; here it is the newest. */
export const defaultVersion = supportedVersions.at(-1) ?? "";
