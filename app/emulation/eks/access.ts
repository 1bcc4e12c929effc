import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../terraform/json";
import { eksArn, type EksCall, type EksOperation, now } from "./operation";
import { type AccessEntry, clusterNamed, inUse, notFound, taken } from "./registry";

const path = "/clusters/*/access-entries";

export const accessOperations: readonly EksOperation[] = [
  { method: "POST", path, perform: createEntry },
  { method: "GET", path: `${path}/*`, perform: (eks) => ({ accessEntry: entryOf(eks).description }) },
  {
    method: "DELETE",
    path: `${path}/*`,
    perform: ({ clusters, names: [cluster = "", principal = ""] }) => {
      taken(clusterNamed(cluster, clusters).accessEntries, principal, missing);
      return {};
    },
  },
  { method: "POST", path: `${path}/*/access-policies`, perform: associatePolicy },
  {
    method: "GET",
    path: `${path}/*/access-policies`,
    perform: (eks) => ({
      clusterName: eks.names[0],
      principalArn: eks.names[1],
      associatedAccessPolicies: [...entryOf(eks).policies.values()],
    }),
  },
  {
    method: "DELETE",
    path: `${path}/*/access-policies/*`,
    perform: (eks) => {
      taken(entryOf(eks).policies, eks.names[2] ?? "", "No access policy association found");
      return {};
    },
  },
];

const missing =
  "The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.";

function createEntry(eks: EksCall): JsonObject {
  const { input, clusters, names } = eks;
  const [clusterName = ""] = names;
  const { accessEntries } = clusterNamed(clusterName, clusters);
  const principalArn = String(input["principalArn"]);
  if (accessEntries.has(principalArn)) {
    inUse("The specified access entry resource is already in use on this cluster.");
  }
  const [, , , , account = "", resource = ""] = principalArn.split(":");
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  const accessEntry: JsonObject = {
    kubernetesGroups: [],
    tags: {},
    type: "STANDARD",
    username: `arn:aws:sts::${account}:assumed-role/${name}/{{SessionName}}`,
    ...input,
    clusterName,
    accessEntryArn: eksArn(eks, `access-entry/${clusterName}/role/${account}/${name}/${randomUUID()}`),
    createdAt: now(),
    modifiedAt: now(),
  };
  accessEntries.set(principalArn, { description: accessEntry, policies: new Map() });
  return { accessEntry };
}

function associatePolicy(eks: EksCall): JsonObject {
  const { input, names } = eks;
  const associatedAccessPolicy = { ...input, associatedAt: now(), modifiedAt: now() };
  entryOf(eks).policies.set(String(input["policyArn"]), associatedAccessPolicy);
  return { clusterName: names[0], principalArn: names[1], associatedAccessPolicy };
}

function entryOf({ clusters, names: [cluster = "", principal = ""] }: EksCall): AccessEntry {
  return clusterNamed(cluster, clusters).accessEntries.get(principal) ?? notFound(missing);
}
