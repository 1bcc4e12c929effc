import type { CallContext, CloudObject } from "../../behaviour";
import type { Attributes } from "../../value";
import { blocks, isSet, regionalArn, text, texts } from "../identifiers";
import { ensureLogGroup } from "../logs";
import { vpcOfSubnet } from "../vpc-gateways";

/** Source ranges of a public endpoint when nothing is said. */
const EVERYWHERE = "0.0.0.0/0";

/** What lies inside blocks, where `computed` does not reach; the cluster's own security group; its log group. */
export function completeCluster(object: CloudObject, context: CallContext): void {
  const { attributes } = object;
  const vpcId = vpcOf(attributes, context);
  const groupId = addClusterSecurityGroup(object, vpcId, context);
  const [access = {}] = blocks(attributes["access_config"]);
  const [network = {}] = blocks(attributes["kubernetes_network_config"]);
  const [vpc = {}] = blocks(attributes["vpc_config"]);
  const ranges = texts(vpc["public_access_cidrs"]);
  context.cloud.change(object, {
    access_config: [{ ...access, authentication_mode: text(access["authentication_mode"]) || "CONFIG_MAP" }],
    kubernetes_network_config: [networkConfig(network, attributes, context)],
    vpc_config: [
      {
        ...vpc,
        cluster_security_group_id: groupId,
        public_access_cidrs: ranges.length > 0 ? ranges : [EVERYWHERE],
        vpc_id: vpcId,
      },
    ],
  });
  ensureLogs(object, context);
}

/** A cluster that logs makes its log group where there is none: without retention, key or tags. */
export function ensureLogs({ id, attributes }: CloudObject, context: CallContext): void {
  if (texts(attributes["enabled_cluster_log_types"]).length > 0)
    ensureLogGroup(`/aws/eks/${id}/cluster`, context);
}

/**
 * Addresses of services: 172.20.0.0/16 when the VPC lies in 10.0.0.0/8, else 10.100.0.0/16 (EKS User Guide, "Create an
 * Amazon EKS cluster").
 */
export function networkConfig(
  configured: Attributes,
  attributes: Attributes,
  context: CallContext,
): Attributes {
  const parent = context.cloud.get("aws_vpc", vpcOf(attributes, context), context);
  const inTen = text(parent?.attributes["cidr_block"]).startsWith("10.");
  const said = Object.entries(configured).filter(
    ([, value]) => isSet(value) && !(Array.isArray(value) && value.length === 0),
  );
  return {
    elastic_load_balancing: [{ enabled: false }],
    ip_family: "ipv4",
    service_ipv4_cidr: inTen ? "172.20.0.0/16" : "10.100.0.0/16",
    service_ipv6_cidr: "",
    ...Object.fromEntries(said),
  };
}

/** The VPC in which a cluster's subnets lie. */
function vpcOf(attributes: Attributes, context: CallContext): string {
  const [first = ""] = blocks(attributes["vpc_config"]).flatMap((block) => texts(block["subnet_ids"]));
  return first === "" ? "" : vpcOfSubnet(first, context);
}

/** EKS makes a group for control plane and nodes; it comes and goes with the cluster. */
function addClusterSecurityGroup(object: CloudObject, vpcId: string, context: CallContext): string {
  const id = context.id("sg-");
  context.cloud.addOwned(object, "aws_security_group", id, {
    id,
    arn: regionalArn("ec2", context, `security-group/${id}`),
    description:
      "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.",
    name: `eks-cluster-sg-${object.id}-${parseInt(context.id("", 8), 16)}`,
    owner_id: context.account,
    tags: { [`kubernetes.io/cluster/${object.id}`]: "owned", "aws:eks:cluster-name": object.id },
    vpc_id: vpcId,
  });
  return id;
}
