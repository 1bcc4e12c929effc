import { ServiceError } from "../../simulator/state-endpoint/service-error";
import type { Gap } from "../gap";
import { json, jsonOf } from "../json-protocol";
import { accessOperations } from "./access";
import { addonOperations } from "./addons";
import { clusterOperations } from "./clusters";
import { nodeGroupOperations } from "./node-groups";
import type { EksOperation } from "./operation";
import { podIdentityOperations } from "./pod-identities";
import type { Clusters } from "./registry";

const operations: readonly EksOperation[] = [
  ...clusterOperations,
  ...nodeGroupOperations,
  ...addonOperations,
  ...accessOperations,
  ...podIdentityOperations,
];

/**
 * EKS as far as a stack creates, reads and deletes it. The whole service is here: what moto has of clusters and node
 * groups forgets most of their settings.
 */
export function eks(account: string): Gap {
  const regions = new Map<string, Clusters>();
  return {
    service: "eks",
    moto: "lacks add-ons, access entries and Pod Identity, and forgets most settings of clusters and node groups",
    async answer(call, moto) {
      const clusters = regions.get(call.region) ?? new Map();
      regions.set(call.region, clusters);
      for (const operation of operations) {
        const names = operation.method === call.method ? matched(operation.path, call.path) : undefined;
        if (names === undefined) continue;
        const input = jsonOf(call);
        return json(
          await operation.perform({ call, moto, clusters, input, names, account, region: call.region }),
        );
      }
      throw new ServiceError(400, "EndpointFailure", `The emulated EKS has no ${call.method} ${call.path}`);
    },
  };
}

/** Names in a path by a pattern with `*`; undefined when the path is another. */
function matched(pattern: string, path: string): string[] | undefined {
  const expected = pattern.split("/");
  const parts = path.replace(/\/$/, "").split("/");
  if (parts.length !== expected.length) return undefined;
  const names: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (expected[index] === "*") names.push(decodeURIComponent(part));
    else if (expected[index] !== part) return undefined;
  }
  return names;
}
