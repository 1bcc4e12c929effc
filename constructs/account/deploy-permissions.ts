import type { Statement } from "../iam/policy-document";
import { cluster } from "./permissions/cluster";
import { edge } from "./permissions/edge";
import { keys } from "./permissions/keys";
import { logs } from "./permissions/logs";
import { network } from "./permissions/network";
import { registry } from "./permissions/registry";
import { roles } from "./permissions/roles";
import type { DeployScope } from "./permissions/scope";
import { state } from "./permissions/state";
import { storage } from "./permissions/storage";

/**
 * What Terraform needs to create, read, change and delete the stacks of one environment, a policy for each domain.
 * Everything is narrowed to the environment by name, by tag or by region, whichever the action supports.
 * Source of what supports what: AWS service authorization reference.
 */
export function deployPermissions(scope: DeployScope): Record<string, Statement[]> {
  return {
    state: state(scope),
    keys: keys(scope),
    storage: storage(scope),
    network: network(scope),
    edge: edge(scope),
    logs: logs(scope),
    registry: registry(scope),
    cluster: cluster(scope),
    roles: roles(scope),
  };
}
