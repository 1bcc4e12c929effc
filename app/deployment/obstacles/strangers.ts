import { asArray, asObject, asText, type JsonObject } from "../../terraform/json";
import { type Doomed, textsOf } from "./doomed";
import type { Obstacle } from "./obstacle";
import type { Survey } from "./survey";

/** What stands in objects that go and goes with none of them. */
export function strangersIn(survey: Survey, doomed: readonly Doomed[]): Obstacle[] {
  return [
    ...strangeInterfaces(survey, doomed),
    ...strangeGroups(survey, doomed),
    ...strangeRecords(survey, doomed),
    ...strangeNodeGroups(survey, doomed),
  ];
}

/**
 * Network interfaces of others keep their subnet, and with it the VPC. Those of clusters and load balancers that go are
 * told by their descriptions. Sources: EKS User Guide, "Amazon EKS networking requirements for VPC and subnets"
 * (`Amazon EKS CLUSTER`); Elastic Load Balancing, "Network interfaces of your load balancer" (`ELB net/NAME/ID`); the
 * VPC CNI tags what it makes with its cluster (amazon-vpc-cni-k8s, "CLUSTER_NAME").
 */
function strangeInterfaces({ interfaces, nodeIds }: Survey, doomed: readonly Doomed[]): Obstacle[] {
  const known = JSON.stringify(doomed.map(({ attributes }) => attributes));
  const machines = new Set([...nodeIds, ...textsOf(doomed, "aws_instance", "id")]);
  const clusters = textsOf(doomed, "aws_eks_cluster", "name");
  const balancers = textsOf(doomed, "aws_lb", "arn_suffix");
  const descriptions = new Set([
    ...clusters.map((name) => `Amazon EKS ${name}`),
    ...balancers.map((suffix) => `ELB ${suffix}`),
  ]);
  return interfaces
    .filter((one) => {
      const cluster = asText(asObject(one["tags"])["cluster.k8s.amazonaws.com/name"]);
      return !(
        known.includes(`"${asText(one["id"])}"`) ||
        machines.has(machineOf(one)) ||
        descriptions.has(asText(one["description"]) ?? "") ||
        (cluster !== undefined && clusters.includes(cluster))
      );
    })
    .map((one) => ({
      stack: ownerOf(doomed, "aws_vpc", asText(one["vpc_id"])),
      sentence: `The network interface ${asText(one["id"])} in ${asText(one["subnet_id"])} (${whose(one)}) belongs to something that no state knows and keeps its subnet. Remove what it belongs to, and run the command again.`,
    }));
}

function machineOf(one: JsonObject): string {
  return asText(asObject(asArray(one["attachment"])[0])["instance_id"]) ?? "";
}

function whose(one: JsonObject): string {
  const machine = machineOf(one);
  if (machine !== "") return `of the instance ${machine}`;
  const description = asText(one["description"]) ?? "";
  return description === "" ? "without a description" : `"${description}"`;
}

/** Security groups of others keep the VPC; the default group goes with it. */
function strangeGroups({ securityGroups }: Survey, doomed: readonly Doomed[]): Obstacle[] {
  const known = JSON.stringify(doomed.map(({ attributes }) => attributes));
  return securityGroups
    .filter((group) => group["name"] !== "default" && !known.includes(`"${asText(group["id"])}"`))
    .map((group) => ({
      stack: ownerOf(doomed, "aws_vpc", asText(group["vpc_id"])),
      sentence: `The security group ${asText(group["id"])} ("${asText(group["name"])}") is in no state and keeps ${asText(group["vpc_id"])}. Delete it, or what made it, and run the command again.`,
    }));
}

/** Records of others keep their zone; its own NS and SOA records go with it. */
function strangeRecords({ records }: Survey, doomed: readonly Doomed[]): Obstacle[] {
  const known = new Set(
    doomed
      .filter(({ type }) => type === "aws_route53_record")
      .map(({ attributes }) => `${asText(attributes["fqdn"])}. ${asText(attributes["type"])}`),
  );
  return [...records].flatMap(([zoneId, sets]) => {
    const zone = doomed.find(
      ({ type, attributes }) => type === "aws_route53_zone" && attributes["zone_id"] === zoneId,
    );
    const apex = `${asText(zone?.attributes["name"])}.`;
    return (
      sets
        // Route 53 writes the star of a wildcard as an octal number.
        .map((set) => ({
          name: (asText(set["name"]) ?? "").replace("\\052", "*"),
          type: asText(set["type"]) ?? "",
        }))
        .filter(({ name, type }) => !(name === apex && (type === "NS" || type === "SOA")))
        .filter(({ name, type }) => !known.has(`${name} ${type}`))
        .map(({ name, type }) => ({
          stack: zone?.stack ?? "",
          sentence: `The record ${name} ${type} is in no state and keeps the zone ${zoneId} of "${zone?.stack}". Delete it, or what made it, and run the command again.`,
        }))
    );
  });
}

/** Node groups of others keep their cluster: EKS deletes none that has any. */
function strangeNodeGroups({ nodeGroups }: Survey, doomed: readonly Doomed[]): Obstacle[] {
  const known = new Set(textsOf(doomed, "aws_eks_node_group", "id"));
  return nodeGroups.flatMap((listed) => {
    const cluster = asText(listed["cluster_name"]) ?? "";
    const stack =
      doomed.find(({ type, attributes }) => type === "aws_eks_cluster" && attributes["name"] === cluster)
        ?.stack ?? "";
    return asArray(listed["names"])
      .map(String)
      .filter((name) => !known.has(`${cluster}:${name}`))
      .map((name) => ({
        stack,
        sentence: `The node group ${name} is in no state and keeps the cluster ${cluster} of "${stack}". Delete it, or what made it, and run the command again.`,
      }));
  });
}

function ownerOf(doomed: readonly Doomed[], type: string, id: string | undefined): string {
  return doomed.find((object) => object.type === type && object.attributes["id"] === id)?.stack ?? "";
}
