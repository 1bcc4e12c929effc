import type { Environment } from "../environments/schema";

/** Environments that share an account, at least one. */
export type Shared = readonly [Environment, ...Environment[]];

/** Groups environments by account, both in the order given. */
export function byAccount(environments: readonly Environment[]): Shared[] {
  const groups = new Map<string, [Environment, ...Environment[]]>();
  for (const environment of environments) {
    const group = groups.get(environment.account.name);
    if (group) group.push(environment);
    else groups.set(environment.account.name, [environment]);
  }
  return [...groups.values()];
}
