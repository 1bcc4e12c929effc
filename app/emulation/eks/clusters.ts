import { randomBytes } from "node:crypto";
import { asArray, asObject, type JsonObject } from "../../terraform/json";
import { trustPolicy } from "../iam/trust-policy";
import { addClusterSecurityGroup, removeSecurityGroup } from "./cluster-network";
import { eksArn, type EksCall, type EksOperation, now } from "./operation";
import { clusterNamed, inUse, invalid, taken } from "./registry";

export const clusterOperations: readonly EksOperation[] = [
  { method: "POST", path: "/clusters", perform: createCluster },
  {
    method: "GET",
    path: "/clusters",
    perform: ({ clusters }) => ({ clusters: [...clusters.keys()] }),
  },
  {
    method: "GET",
    path: "/clusters/*",
    perform: ({ clusters, names: [name = ""] }) => ({ cluster: clusterNamed(name, clusters).description }),
  },
  { method: "DELETE", path: "/clusters/*", perform: deleteCluster },
];

async function createCluster(eks: EksCall): Promise<JsonObject> {
  const { input, clusters, call, moto, region } = eks;
  const name = String(input["name"]);
  if (clusters.has(name)) inUse(`Cluster already exists with name: ${name}`);
  const role = String(input["roleArn"]);
  if ((await trustPolicy(role, call, moto)) === undefined) invalid(`roleArn, ${role}, does not exist`);
  const network = asObject(input["resourcesVpcConfig"]);
  const subnets = asArray(network["subnetIds"]).map(String);
  const { vpcId, groupId } = await addClusterSecurityGroup(name, subnets, call, moto);
  const description: JsonObject = {
    upgradePolicy: { supportType: "EXTENDED" },
    zonalShiftConfig: { enabled: false },
    deletionProtection: false,
    logging: { clusterLogging: [] },
    tags: {},
    ...input,
    arn: eksArn(eks, `cluster/${name}`),
    accessConfig: { authenticationMode: "CONFIG_MAP", ...asObject(input["accessConfig"]) },
    kubernetesNetworkConfig: {
      ipFamily: "ipv4",
      serviceIpv4Cidr: "172.20.0.0/16",
      elasticLoadBalancing: { enabled: false },
      ...asObject(input["kubernetesNetworkConfig"]),
    },
    resourcesVpcConfig: {
      endpointPublicAccess: true,
      endpointPrivateAccess: false,
      securityGroupIds: [],
      publicAccessCidrs: ["0.0.0.0/0"],
      ...network,
      vpcId,
      clusterSecurityGroupId: groupId,
    },
    certificateAuthority: { data: randomBytes(900).toString("base64") },
    endpoint: `https://${identifier()}.gr7.${region}.eks.amazonaws.com`,
    identity: { oidc: { issuer: `https://oidc.eks.${region}.amazonaws.com/id/${identifier()}` } },
    platformVersion: "eks.1",
    status: "ACTIVE",
    createdAt: now(),
  };
  clusters.set(name, {
    description,
    nodeGroups: new Map(),
    addons: new Map(),
    accessEntries: new Map(),
    podIdentities: new Map(),
  });
  return { cluster: description };
}

async function deleteCluster({ clusters, names: [name = ""], call, moto }: EksCall): Promise<JsonObject> {
  const { description, nodeGroups } = clusterNamed(name, clusters);
  if (nodeGroups.size > 0) inUse("Cluster has nodegroups attached");
  taken(clusters, name, "");
  const group = String(asObject(description["resourcesVpcConfig"])["clusterSecurityGroupId"]);
  await removeSecurityGroup(group, call, moto);
  return { cluster: { ...description, status: "DELETING" } };
}

/** 32 characters, as in the names of endpoints and issuers. */
function identifier(): string {
  return randomBytes(16).toString("hex").toUpperCase();
}
