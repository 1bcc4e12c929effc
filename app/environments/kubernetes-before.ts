import { UserError } from "../user-error";
import { clusterPins } from "../versions";
import type { Cluster, Environment } from "./schema";

/**
 * The environment with every cluster one Kubernetes minor version earlier: where an upgrade begins.
 * @throws UserError when app/versions.ts pins no earlier one
 */
export function kubernetesBefore(environment: Environment): Environment {
  const clusters = Object.entries(environment.clusters).map(([name, cluster]): [string, Cluster] => [
    name,
    { ...cluster, kubernetesVersion: minorBefore(cluster.kubernetesVersion) },
  ]);
  return { ...environment, clusters: Object.fromEntries(clusters) };
}

function minorBefore(version: string): string {
  const [major = "", minor = ""] = version.split(".");
  const before = `${major}.${Number(minor) - 1}`;
  if (Object.hasOwn(clusterPins, before)) return before;
  throw new UserError(
    `app/versions.ts pins no node image and add-ons for Kubernetes ${before}, from which ${version} is an upgrade.`,
  );
}
