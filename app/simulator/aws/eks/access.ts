import type { CallContext, TypeTable } from "../../behaviour";
import type { Attributes } from "../../value";
import { regionalArn, text, uuid } from "../identifiers";
import { requireCluster } from "./cluster";

const principal = {
  path: "principal_arn",
  type: "aws_iam_role",
  attribute: "arn",
  missing: "InvalidParameterException",
  sentence: "The specified principalArn is invalid: invalid principal. {}",
} as const;

const entryId = (attributes: Attributes) =>
  `${text(attributes["cluster_name"])}:${text(attributes["principal_arn"])}`;

export const accessEntry: TypeTable = {
  facts: {
    cluster_name: { forceNew: true },
    kubernetes_groups: { computed: true },
    principal_arn: { forceNew: true },
    tags_all: { computed: true },
    type: { default: "STANDARD", forceNew: true },
    user_name: { computed: true },
  },
  api: {
    service: "EKS",
    noun: "EKS Access Entry",
    create: "CreateAccessEntry",
    read: "DescribeAccessEntry",
    update: "UpdateAccessEntry",
    delete: "DeleteAccessEntry",
  },
  behaviour: {
    identity: entryId,
    computed: {
      access_entry_arn: (attributes, context) => {
        const [, , , , account = "", resource = ""] = text(attributes["principal_arn"]).split(":");
        const [kind = "", name = ""] = [resource.split("/")[0], resource.split("/").at(-1)];
        const path = `${text(attributes["cluster_name"])}/${kind}/${account}/${name}/${uuid(context)}`;
        return regionalArn("eks", context, `access-entry/${path}`);
      },
      created_at: (_, { cloud }) => cloud.clock.timestamp,
      kubernetes_groups: ({ type }) => (type === "STANDARD" ? [] : ["system:nodes"]),
      modified_at: (_, { cloud }) => cloud.clock.timestamp,
      user_name: userName,
    },
    recomputedBy: [{ when: "any", attributes: ["modified_at"] }],
    references: [principal],
    unique: [
      {
        key: entryId,
        scope: "region",
        code: "ResourceInUseException",
        statusCode: 409,
        message: () => "The specified access entry resource is already in use on this cluster.",
      },
    ],
    check: (attributes, context) => void requireCluster(text(attributes["cluster_name"]), context),
    deleted(object, { cloud }) {
      for (const association of cloud.findAllBy(
        "aws_eks_access_policy_association",
        "principal_arn",
        text(object.attributes["principal_arn"]),
      )) {
        if (association.attributes["cluster_name"] === object.attributes["cluster_name"]) {
          cloud.discard(association);
        }
      }
    },
  },
};

/** The name that Kubernetes sees (EKS User Guide, "Create access entries"). */
function userName(attributes: Attributes): string {
  if (attributes["type"] !== "STANDARD") return "system:node:{{EC2PrivateDNSName}}";
  const arn = text(attributes["principal_arn"]);
  const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return name === undefined ? arn : `arn:aws:sts::${account}:assumed-role/${name}/{{SessionName}}`;
}

export const accessPolicyAssociation: TypeTable = {
  facts: {
    access_scope: { forceNew: true },
    "access_scope.namespaces": { forceNew: true },
    "access_scope.type": { forceNew: true },
    cluster_name: { forceNew: true },
    policy_arn: { forceNew: true },
    principal_arn: { forceNew: true },
  },
  api: {
    service: "EKS",
    noun: "EKS Access Policy Association",
    create: "AssociateAccessPolicy",
    read: "ListAssociatedAccessPolicies",
    delete: "DisassociateAccessPolicy",
  },
  behaviour: {
    identity: (attributes) =>
      ["cluster_name", "principal_arn", "policy_arn"].map((name) => text(attributes[name])).join("#"),
    // Associating the same policy again changes its scope.
    adopt: (attributes, context) =>
      context.cloud.get(
        context.type,
        accessPolicyAssociation.behaviour.identity(attributes, context),
        context,
      ),
    computed: {
      associated_at: (_, { cloud }) => cloud.clock.timestamp,
      modified_at: (_, { cloud }) => cloud.clock.timestamp,
    },
    check: (attributes: Attributes, context: CallContext) =>
      void requireCluster(text(attributes["cluster_name"]), context),
  },
};
