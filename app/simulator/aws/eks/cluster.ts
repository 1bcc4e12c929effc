import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import type { Attributes } from "../../value";
import { blocks, regionalArn, text, texts } from "../identifiers";
import { vpcOfSubnet } from "../vpc-gateways";
import { clusterFacts } from "./cluster-facts";
import { eksError } from "./eks-error";
import { defaultVersion } from "./kubernetes-versions";

/** Source ranges of a public endpoint when nothing is said. */
const EVERYWHERE = "0.0.0.0/0";

export const cluster: TypeTable = {
  version: 1,
  facts: clusterFacts,
  api: {
    service: "EKS",
    noun: "EKS Cluster",
    create: "CreateCluster",
    read: "DescribeCluster",
    update: "UpdateClusterConfig",
    delete: "DeleteCluster",
  },
  behaviour: {
    identity: (attributes) => text(attributes["name"]),
    computed: {
      arn: (attributes, context) => regionalArn("eks", context, `cluster/${text(attributes["name"])}`),
      access_config: () => [
        { authentication_mode: "CONFIG_MAP", bootstrap_cluster_creator_admin_permissions: true },
      ],
      certificate_authority: (_, context) => [{ data: certificate(context) }],
      control_plane_scaling_config: () => [{ tier: "standard" }],
      created_at: (_, { cloud }) => cloud.clock.timestamp,
      deletion_protection: () => false,
      endpoint: (_, context) =>
        `https://${context.id("", 32).toUpperCase()}.gr7.${context.region}.eks.amazonaws.com`,
      identity: (_, context) => [
        {
          oidc: [
            {
              issuer: `https://oidc.eks.${context.region}.amazonaws.com/id/${context.id("", 32).toUpperCase()}`,
            },
          ],
        },
      ],
      kubernetes_network_config: (attributes, context) => [networkConfig({}, attributes, context)],
      platform_version: () => "eks.1",
      status: () => "ACTIVE",
      upgrade_policy: () => [{ support_type: "EXTENDED" }],
      version: () => defaultVersion,
    },
    references: [
      {
        path: "role_arn",
        type: "aws_iam_role",
        attribute: "arn",
        missing: "InvalidParameterException",
        sentence: "roleArn, {}, does not exist",
      },
      {
        path: "vpc_config.subnet_ids",
        type: "aws_subnet",
        attribute: "id",
        missing: "InvalidParameterException",
        sentence: "The subnet ID '{}' does not exist",
      },
      {
        path: "vpc_config.security_group_ids",
        type: "aws_security_group",
        attribute: "id",
        missing: "InvalidParameterException",
        sentence: "The security group '{}' does not exist",
      },
    ],
    unique: [
      {
        key: (attributes) => text(attributes["name"]) || undefined,
        scope: "region",
        code: "ResourceInUseException",
        statusCode: 409,
        message: (attributes) => `Cluster already exists with name: ${text(attributes["name"])}`,
      },
    ],
    created: completeCluster,
    beforeDelete: refuseWithNodeGroups,
    deleted: (object, context) => {
      for (const type of GOES_WITH_CLUSTER) {
        for (const one of context.cloud.findAllBy(type, "cluster_name", object.id)) {
          if (one.scope === object.scope) context.cloud.discard(one);
        }
      }
    },
  },
};

/** What a cluster takes along when it goes. */
const GOES_WITH_CLUSTER = [
  "aws_eks_access_entry",
  "aws_eks_access_policy_association",
  "aws_eks_addon",
  "aws_eks_pod_identity_association",
] as const;

/** The cluster of a name in the caller's account and region. @throws ApiError ResourceNotFoundException */
export function requireCluster(name: string, context: CallContext): CloudObject {
  const found = context.cloud.get("aws_eks_cluster", name, context);
  if (found) return found;
  throw eksError("ResourceNotFoundException", `No cluster found for name: ${name}.`);
}

/** A certificate authority's public part: Base64 of a PEM envelope around bytes that nobody has a key for. */
function certificate(context: CallContext): string {
  const body = Buffer.from(context.id("", 40)).toString("base64");
  return Buffer.from(`-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`).toString("base64");
}

/**
 * Addresses of services: 172.20.0.0/16 when the VPC lies in 10.0.0.0/8, else 10.100.0.0/16 (EKS User Guide, "Create an
 * Amazon EKS cluster").
 */
function networkConfig(configured: Attributes, attributes: Attributes, context: CallContext): Attributes {
  const parent = context.cloud.get("aws_vpc", vpcOf(attributes, context), context);
  const inTen = text(parent?.attributes["cidr_block"]).startsWith("10.");
  const said = Object.fromEntries(Object.entries(configured).filter(([, value]) => isSaid(value)));
  return {
    elastic_load_balancing: [{ enabled: false }],
    ip_family: "ipv4",
    service_ipv4_cidr: inTen ? "172.20.0.0/16" : "10.100.0.0/16",
    service_ipv6_cidr: "",
    ...said,
  };
}

const isSaid = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  typeof value !== "symbol" &&
  !(Array.isArray(value) && value.length === 0);

/** The VPC in which a cluster's subnets lie. */
export function vpcOf(attributes: Attributes, context: CallContext): string {
  const [first = ""] = blocks(attributes["vpc_config"]).flatMap((block) => texts(block["subnet_ids"]));
  return first === "" ? "" : vpcOfSubnet(first, context);
}

/** What lies inside blocks, where `computed` does not reach; and the cluster's own security group. */
function completeCluster(object: CloudObject, context: CallContext): void {
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

function refuseWithNodeGroups(object: CloudObject, { cloud }: CallContext): void {
  const attached = cloud
    .findAllBy("aws_eks_node_group", "cluster_name", object.id)
    .some((group) => group.scope === object.scope);
  if (attached) throw eksError("ResourceInUseException", "Cluster has nodegroups attached");
}
