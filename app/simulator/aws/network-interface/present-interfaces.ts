import { createHash } from "node:crypto";
import type { CallContext, CloudObject } from "../../behaviour";
import type { Attributes } from "../../value";
import { blocks, text, texts } from "../identifiers";
import { vpcOfSubnet } from "../vpc-gateways";

/** A network interface as EC2 describes it, whoever made it. */
export interface PresentInterface {
  readonly id: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly description: string;
  /** `interface`, `nat_gateway`, `vpc_endpoint`, `network_load_balancer` … */
  readonly interfaceType: string;
  /** Who made it on behalf of a user; empty: the user. */
  readonly requesterId: string;
  /** The machine that it belongs to; empty: none. */
  readonly instanceId: string;
  readonly groups: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Every network interface of an account in a region: those with a resource of their own, and those that gateways,
 * endpoints, machines and clusters have. Sources of the descriptions: EC2 User Guide, "Requester-managed network
 * interfaces"; EKS User Guide, "Amazon EKS networking requirements" (`Amazon EKS CLUSTER`).
 */
export function presentInterfaces(context: CallContext): PresentInterface[] {
  const { cloud } = context;
  const place = { provider: "aws", account: context.account, region: context.region };
  const of = (type: string, describe: (object: CloudObject) => Described[]): PresentInterface[] =>
    cloud.list(type, place).flatMap((object) =>
      describe(object).map((described) => ({
        requesterId: "",
        instanceId: "",
        groups: [],
        tags: {},
        ...described,
        vpcId: vpcOfSubnet(described.subnetId, context),
      })),
    );
  return [
    ...of("aws_network_interface", ownInterface),
    ...of("aws_nat_gateway", gatewayInterface),
    ...of("aws_vpc_endpoint", endpointInterfaces),
    ...of("aws_instance", machineInterface),
    ...of("aws_eks_cluster", clusterInterfaces),
  ];
}

type Described = Pick<PresentInterface, "id" | "subnetId" | "description" | "interfaceType"> &
  Partial<PresentInterface>;

function ownInterface({ id, attributes }: CloudObject): Described[] {
  const [attachment] = blocks(attributes["attachment"]);
  return [
    {
      id,
      subnetId: text(attributes["subnet_id"]),
      description: text(attributes["description"]),
      interfaceType: text(attributes["interface_type"]),
      requesterId: text(attributes["requester_id"]),
      instanceId: text(attachment?.["instance"]),
      groups: texts(attributes["security_groups"]),
      tags: tagsOf(attributes),
    },
  ];
}

function gatewayInterface({ id, attributes }: CloudObject): Described[] {
  return [
    {
      id: text(attributes["network_interface_id"]),
      subnetId: text(attributes["subnet_id"]),
      description: `Interface for NAT Gateway ${id}`,
      interfaceType: "nat_gateway",
      requesterId: "amazon-aws",
    },
  ];
}

function endpointInterfaces({ id, attributes }: CloudObject): Described[] {
  const subnets = texts(attributes["subnet_ids"]);
  return texts(attributes["network_interface_ids"]).map((own, index) => ({
    id: own,
    subnetId: subnets[index] ?? "",
    description: `VPC Endpoint Interface ${id}`,
    interfaceType: "vpc_endpoint",
    requesterId: "amazon-aws",
    groups: texts(attributes["security_group_ids"]),
  }));
}

function machineInterface({ id, attributes }: CloudObject): Described[] {
  const subnetId = text(attributes["subnet_id"]);
  return [
    {
      id: text(attributes["primary_network_interface_id"]) || derivedId(id, subnetId),
      subnetId,
      description: "",
      interfaceType: "interface",
      instanceId: id,
      groups: texts(attributes["vpc_security_group_ids"]),
    },
  ];
}

/** A cluster has one in each of two subnets; here in each subnet that it was given. */
function clusterInterfaces({ id, attributes }: CloudObject): Described[] {
  const [vpc] = blocks(attributes["vpc_config"]);
  return texts(vpc?.["subnet_ids"]).map((subnetId) => ({
    id: derivedId(id, subnetId),
    subnetId,
    description: `Amazon EKS ${text(attributes["name"])}`,
    interfaceType: "interface",
    requesterId: "amazon-eks",
    groups: [text(vpc?.["cluster_security_group_id"])],
  }));
}

function derivedId(owner: string, subnetId: string): string {
  return `eni-0${createHash("sha1").update(`${owner}|${subnetId}`).digest("hex").slice(0, 16)}`;
}

function tagsOf(attributes: Attributes): Record<string, string> {
  const tags = attributes["tags_all"] ?? attributes["tags"];
  if (tags === null || typeof tags !== "object" || Array.isArray(tags)) return {};
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, text(value)]));
}
