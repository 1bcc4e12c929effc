import type { CallContext, TypeTable } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { blocks, regionalArn, text, uuid } from "../identifiers";
import { principalState } from "../principals";
import { requireCluster } from "./cluster";
import { eksError, PROPAGATION_SECONDS } from "./eks-error";

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
    check(attributes, context, prior) {
      requireAccessEntries(attributes, context);
      if (prior) return;
      requirePrincipal(text(attributes["principal_arn"]), context);
      if (!context.cloud.get(context.type, entryId(attributes), context)) return;
      throw eksError(
        "ResourceInUseException",
        "The specified access entry resource is already in use on this cluster.",
      );
    },
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
    check: checkAssociation,
  },
};

function checkAssociation(attributes: Attributes, context: CallContext): void {
  requireAccessEntries(attributes, context);
  const entry = context.cloud.get("aws_eks_access_entry", entryId(attributes), context);
  if (!entry) {
    throw eksError(
      "ResourceNotFoundException",
      "The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.",
    );
  }
  if (entry.attributes["type"] !== "STANDARD") {
    throw eksError(
      "InvalidParameterException",
      'This operation can only be performed on Access Entries with a type of "STANDARD".',
    );
  }
  const policy = text(attributes["policy_arn"]).slice(POLICY_PREFIX.length);
  if (text(attributes["policy_arn"]).startsWith(POLICY_PREFIX) && POLICIES.has(policy)) return;
  throw eksError(
    "InvalidParameterException",
    `The access policy ${text(attributes["policy_arn"])} does not exist.`,
  );
}

const POLICY_PREFIX = "arn:aws:eks::aws:cluster-access-policy/";

/** Source: EKS User Guide, "Review access policy permissions"; those for people and workloads. */
const POLICIES = new Set([
  "AmazonEKSAdminPolicy",
  "AmazonEKSAdminViewPolicy",
  "AmazonEKSClusterAdminPolicy",
  "AmazonEKSEditPolicy",
  "AmazonEKSSecretReaderPolicy",
  "AmazonEKSViewPolicy",
]);

/** Entries are for clusters that look at them. */
function requireAccessEntries(attributes: Attributes, context: CallContext): void {
  const cluster = requireCluster(text(attributes["cluster_name"]), context);
  const [access] = blocks(cluster.attributes["access_config"]);
  if (access?.["authentication_mode"] !== "CONFIG_MAP") return;
  throw eksError(
    "InvalidRequestException",
    "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
  );
}

/** Somebody of IAM's who exists; the provider tries again, since IAM settles late. */
function requirePrincipal(arn: string, context: CallContext): void {
  if (arn.includes(":role/aws-service-role/")) {
    throw eksError(
      "InvalidParameterException",
      "The caller is not allowed to modify access entries with a principalArn value of a Service Linked Role",
    );
  }
  const state = principalState("AWS", arn, context);
  if (state === "exists" && /^arn:aws:iam::\d{12}:(role|user)\//.test(arn)) return;
  throw new ApiError(
    "InvalidParameterException",
    "The specified principalArn is invalid: invalid principal.",
    { retriedForSeconds: PROPAGATION_SECONDS },
  );
}
