import { randomBytes } from "node:crypto";
import type { JsonObject } from "../../terraform/json";
import { trustPolicy } from "../iam/trust-policy";
import { eksArn, type EksCall, type EksOperation, now } from "./operation";
import { clusterNamed, inUse, invalid, notFound, taken } from "./registry";

const path = "/clusters/*/pod-identity-associations";

export const podIdentityOperations: readonly EksOperation[] = [
  { method: "POST", path, perform: createAssociation },
  {
    method: "GET",
    path,
    perform: ({ clusters, names: [cluster = ""] }) => ({
      associations: [...clusterNamed(cluster, clusters).podIdentities.values()],
    }),
  },
  {
    method: "GET",
    path: `${path}/*`,
    perform: ({ clusters, names: [cluster = "", id = ""] }) => ({
      association: clusterNamed(cluster, clusters).podIdentities.get(id) ?? notFound(missing(id)),
    }),
  },
  {
    method: "DELETE",
    path: `${path}/*`,
    perform: ({ clusters, names: [cluster = "", id = ""] }) => ({
      association: taken(clusterNamed(cluster, clusters).podIdentities, id, missing(id)),
    }),
  },
];

async function createAssociation(eks: EksCall): Promise<JsonObject> {
  const { input, clusters, names, call, moto } = eks;
  const [clusterName = ""] = names;
  const { podIdentities } = clusterNamed(clusterName, clusters);
  const { namespace, serviceAccount, roleArn } = input;
  if ((await trustPolicy(String(roleArn), call, moto)) === undefined) {
    invalid("Role provided in the request does not exist.");
  }
  for (const [id, other] of podIdentities) {
    if (other["namespace"] === namespace && other["serviceAccount"] === serviceAccount) {
      inUse(`Association already exists: ${id}`);
    }
  }
  const associationId = `a-${randomBytes(9).toString("hex").slice(0, 17)}`;
  const association: JsonObject = {
    tags: {},
    disableSessionTags: false,
    ...input,
    clusterName,
    associationId,
    associationArn: eksArn(eks, `podidentityassociation/${clusterName}/${associationId}`),
    createdAt: now(),
    modifiedAt: now(),
  };
  podIdentities.set(associationId, association);
  return { association };
}

function missing(id: string): string {
  return `No association found for id: ${id}`;
}
