import type { App } from "cdktf";
import { BootstrapStack } from "../stacks/bootstrap";
import { ClusterStack } from "../stacks/cluster";
import { EdgeZoneStack } from "../stacks/edge-zone";
import { KeepEdgeZoneStack } from "../stacks/keep-edge-zone";
import { KeepKeysStack } from "../stacks/keep-keys";
import { KeepRegistryStack } from "../stacks/keep-registry";
import { KeepStorageStack } from "../stacks/keep-storage";
import { NetworkStack } from "../stacks/network";
import type { Environment } from "./environments/schema";
import { byAccount } from "./synth/accounts";

/** The whole estate, stack by stack, in the order of deployment. */
export function buildEstate(app: App, environments: readonly Environment[]): void {
  for (const shared of byAccount(environments)) {
    const { exports: account } = new BootstrapStack(app, { environments: shared });

    for (const environment of shared) {
      const { exports: keys } = new KeepKeysStack(app, { environment, account });
      new KeepStorageStack(app, { environment, account, keys });
      new KeepRegistryStack(app, { environment, account, keys });
      const { exports: edge } = new KeepEdgeZoneStack(app, { environment, account });
      const { exports: network } = new NetworkStack(app, { environment, account, keys });
      new EdgeZoneStack(app, { environment, network, edge });
      for (const cluster of Object.keys(environment.clusters)) {
        new ClusterStack(app, { environment, cluster, account, keys, network });
      }
    }
  }
}
