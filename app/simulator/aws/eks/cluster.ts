import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import { regionalArn, text } from "../identifiers";
import { checkCluster, refuseDeletion } from "./cluster-checks";
import { completeCluster, ensureLogs, networkConfig } from "./cluster-completion";
import { clusterFacts } from "./cluster-facts";
import { eksError } from "./eks-error";
import { defaultVersion } from "./kubernetes-versions";

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
    check: checkCluster,
    created: completeCluster,
    updated: ensureLogs,
    beforeDelete: refuseDeletion,
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
