import { randomUUID } from "node:crypto";
import { addonFacts, isOffered } from "../../simulator/aws/eks/addon-catalogue";
import type { JsonObject } from "../../terraform/json";
import { eksArn, type EksCall, type EksOperation, now } from "./operation";
import { clusterNamed, inUse, invalid, notFound, taken } from "./registry";

const path = "/clusters/*/addons";

export const addonOperations: readonly EksOperation[] = [
  { method: "POST", path, perform: createAddon },
  {
    method: "GET",
    path,
    perform: ({ clusters, names: [cluster = ""] }) => ({
      addons: [...clusterNamed(cluster, clusters).addons.keys()],
    }),
  },
  {
    method: "GET",
    path: `${path}/*`,
    perform: ({ clusters, names: [cluster = "", name = ""] }) => ({
      addon: clusterNamed(cluster, clusters).addons.get(name) ?? notFound(missing(name)),
    }),
  },
  {
    method: "DELETE",
    path: `${path}/*`,
    perform: ({ clusters, names: [cluster = "", name = ""] }) => {
      const addon = taken(clusterNamed(cluster, clusters).addons, name, missing(name));
      return { addon: { ...addon, status: "DELETING" } };
    },
  },
];

/** Versions are those that the simulated cloud knows to be offered. */
function createAddon(eks: EksCall): JsonObject {
  const { input, clusters, names } = eks;
  const [clusterName = ""] = names;
  const cluster = clusterNamed(clusterName, clusters);
  const name = String(input["addonName"]);
  if (cluster.addons.has(name)) inUse("Addon already exists.");
  const facts = addonFacts(name) ?? invalid("Addon specified is not supported");
  const kubernetes = String(cluster.description["version"]);
  const version = String(input["addonVersion"]);
  if (!isOffered(facts, version, kubernetes)) invalid("Addon version specified is not supported");
  const addon: JsonObject = {
    tags: {},
    ...input,
    clusterName,
    addonArn: eksArn(eks, `addon/${clusterName}/${name}/${randomUUID()}`),
    health: { issues: [] },
    status: "ACTIVE",
    createdAt: now(),
    modifiedAt: now(),
  };
  cluster.addons.set(name, addon);
  return { addon };
}

function missing(name: string): string {
  return `No addon: ${name} found in cluster`;
}
