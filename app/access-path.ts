import type { Environment } from "./environments/schema";

/**
 * Where Terraform finds endpoints that have no public address. In the VPC, or from a network that may reach them, an
 * endpoint is found under its own name; through the SSM tunnel it is a port of this machine.
 */

/** The local port of Vault at the end of the tunnel; undefined where there is no tunnel. */
export function vaultPort({ access }: Pick<Environment, "access">): number | undefined {
  return access.via === "ssm-tunnel" ? access.localPort : undefined;
}

/**
 * The local port of a cluster's endpoint at the end of the tunnel: clusters follow Vault in the order of their names.
 * @returns undefined where there is no tunnel
 * @throws RangeError for a cluster that the environment does not have
 */
export function clusterPort(
  { access, clusters }: Pick<Environment, "access" | "clusters">,
  cluster: string,
): number | undefined {
  const index = Object.keys(clusters).sort().indexOf(cluster);
  if (index < 0) throw new RangeError(`There is no cluster "${cluster}" in this environment.`);
  return access.via === "ssm-tunnel" ? access.localPort + 1 + index : undefined;
}
