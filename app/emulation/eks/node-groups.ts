import { randomUUID } from "node:crypto";
import { asArray, asObject, type JsonObject } from "../../terraform/json";
import { queryCall } from "../aws-call";
import { trustPolicy } from "../iam/trust-policy";
import { eksArn, type EksCall, type EksOperation, now } from "./operation";
import { clusterNamed, inUse, invalid, notFound, taken } from "./registry";

const path = "/clusters/*/node-groups";

export const nodeGroupOperations: readonly EksOperation[] = [
  { method: "POST", path, perform: createNodeGroup },
  {
    method: "GET",
    path,
    perform: ({ clusters, names: [cluster = ""] }) => ({
      nodegroups: [...clusterNamed(cluster, clusters).nodeGroups.keys()],
    }),
  },
  {
    method: "GET",
    path: `${path}/*`,
    perform: ({ clusters, names: [cluster = "", name = ""] }) => ({
      nodegroup: clusterNamed(cluster, clusters).nodeGroups.get(name) ?? notFound(missing(name)),
    }),
  },
  { method: "DELETE", path: `${path}/*`, perform: deleteNodeGroup },
];

/** A group is an Auto Scaling group and what EKS knows of it; no machine is started for it. */
async function createNodeGroup(eks: EksCall): Promise<JsonObject> {
  const { input, clusters, call, moto, names } = eks;
  const [clusterName = ""] = names;
  const cluster = clusterNamed(clusterName, clusters);
  const name = String(input["nodegroupName"]);
  if (cluster.nodeGroups.has(name)) {
    inUse(`NodeGroup already exists with name ${name} and cluster name ${clusterName}`);
  }
  const role = String(input["nodeRole"]);
  if ((await trustPolicy(role, call, moto)) === undefined)
    invalid(`The role with name ${role} cannot be found.`);
  const id = randomUUID();
  const group = `eks-${name}-${id}`;
  const template = await launchTemplate(eks);
  const scaling = asObject(input["scalingConfig"]);
  const created = await moto.forward(
    queryCall(call, "autoscaling", "CreateAutoScalingGroup", {
      AutoScalingGroupName: group,
      MinSize: "0",
      DesiredCapacity: "0",
      MaxSize: String(scaling["maxSize"] ?? 2),
      VPCZoneIdentifier: asArray(input["subnets"]).join(","),
      ...(template && {
        "LaunchTemplate.LaunchTemplateId": String(template["id"]),
        "LaunchTemplate.Version": String(template["version"]),
      }),
    }),
  );
  if (created.status !== 200) invalid(`The Auto Scaling group cannot be made: ${String(created.body)}`);
  const description: JsonObject = {
    amiType: "AL2023_x86_64_STANDARD",
    capacityType: "ON_DEMAND",
    instanceTypes: ["t3.medium"],
    updateConfig: { maxUnavailable: 1 },
    nodeRepairConfig: { enabled: false },
    version: cluster.description["version"],
    tags: {},
    labels: {},
    ...input,
    ...(template && { launchTemplate: template }),
    clusterName,
    nodegroupArn: eksArn(eks, `nodegroup/${clusterName}/${name}/${id}`),
    resources: { autoScalingGroups: [{ name: group }] },
    health: { issues: [] },
    status: "ACTIVE",
    createdAt: now(),
    modifiedAt: now(),
  };
  cluster.nodeGroups.set(name, description);
  return { nodegroup: description };
}

/** The template that was named by id or by name, with both. */
async function launchTemplate({ input, call, moto }: EksCall): Promise<JsonObject | undefined> {
  if (input["launchTemplate"] === undefined) return undefined;
  const { id, name, version = "$Default" } = asObject(input["launchTemplate"]);
  const named: Record<string, string> =
    typeof id === "string" ? { "LaunchTemplateId.1": id } : { "LaunchTemplateName.1": String(name) };
  const found = await moto.forward(queryCall(call, "ec2", "DescribeLaunchTemplates", named));
  const text = String(found.body ?? "");
  const read = (element: string): string | undefined =>
    new RegExp(`<${element}>([^<]+)</${element}>`).exec(text)?.[1];
  const templateId = read("launchTemplateId");
  if (templateId === undefined) invalid(`The launch template ${String(id ?? name)} does not exist.`);
  return { id: templateId, name: read("launchTemplateName"), version };
}

async function deleteNodeGroup({ clusters, names, call, moto }: EksCall): Promise<JsonObject> {
  const [cluster = "", name = ""] = names;
  const nodegroup = taken(clusterNamed(cluster, clusters).nodeGroups, name, missing(name));
  for (const group of asArray(asObject(nodegroup["resources"])["autoScalingGroups"])) {
    const parameters = { AutoScalingGroupName: String(asObject(group)["name"]), ForceDelete: "true" };
    await moto.forward(queryCall(call, "autoscaling", "DeleteAutoScalingGroup", parameters));
  }
  return { nodegroup: { ...nodegroup, status: "DELETING" } };
}

function missing(name: string): string {
  return `No node group found for name: ${name}.`;
}
