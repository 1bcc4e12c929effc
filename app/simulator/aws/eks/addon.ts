import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import { blocks, regionalArn, text, uuid } from "../identifiers";
import { addonFacts } from "./addon-catalogue";
import { checkAddon } from "./addon-checks";
import { awaitAddon } from "./addon-health";
import { requireCluster } from "./cluster";
import { minorOf } from "./kubernetes-versions";
import { requirePodRole } from "./pod-identity";

/** Where add-ons run. */
const NAMESPACE = "kube-system";

export const addon: TypeTable = {
  facts: {
    addon_name: { forceNew: true },
    addon_version: { computed: true },
    cluster_name: { forceNew: true },
    configuration_values: { computed: true },
    tags_all: { computed: true },
  },
  api: {
    service: "EKS",
    noun: "EKS Add-On",
    create: "CreateAddon",
    read: "DescribeAddon",
    update: "UpdateAddon",
    delete: "DeleteAddon",
    called: (attributes) => `${text(attributes["cluster_name"])}:${text(attributes["addon_name"])}`,
  },
  behaviour: {
    identity: (attributes) => `${text(attributes["cluster_name"])}:${text(attributes["addon_name"])}`,
    computed: {
      addon_version: (attributes, context) => {
        const cluster = requireCluster(text(attributes["cluster_name"]), context);
        const facts = addonFacts(text(attributes["addon_name"]));
        return facts?.newest(minorOf(text(cluster.attributes["version"]))) ?? "";
      },
      arn: (attributes, context) =>
        regionalArn("eks", context, `addon/${text(attributes["id"]).replace(":", "/")}/${uuid(context)}`),
      configuration_values: () => "",
      created_at: (_, { cloud }) => cloud.clock.timestamp,
      modified_at: (_, { cloud }) => cloud.clock.timestamp,
    },
    recomputedBy: [{ when: "any", attributes: ["modified_at"] }],
    references: [
      {
        path: "service_account_role_arn",
        type: "aws_iam_role",
        attribute: "arn",
        missing: "InvalidParameterException",
        sentence: "Role {} does not exist",
      },
    ],
    unique: [
      {
        key: (attributes) => `${text(attributes["cluster_name"])}:${text(attributes["addon_name"])}`,
        scope: "region",
        code: "ResourceInUseException",
        statusCode: 409,
        message: () => "Addon already exists.",
      },
    ],
    check(attributes, context, prior) {
      checkAddon(attributes, context, prior);
      for (const association of blocks(attributes["pod_identity_association"])) {
        requirePodRole(text(association["role_arn"]), context);
      }
    },
    created(object, context) {
      associate(object, context);
      awaitAddon(object, context);
    },
    updated: associate,
  },
};

/** Associations that the add-on brings along: each takes its service account, as one declared by itself does. */
function associate(object: CloudObject, context: CallContext): void {
  const { cloud } = context;
  for (const old of cloud.ownedBy(object, "aws_eks_pod_identity_association")) cloud.discard(old);
  for (const association of blocks(object.attributes["pod_identity_association"])) {
    const id = context.id("a-", 17);
    cloud.addOwned(object, "aws_eks_pod_identity_association", id, {
      id,
      association_id: id,
      cluster_name: object.attributes["cluster_name"] ?? null,
      namespace: NAMESPACE,
      role_arn: association["role_arn"] ?? null,
      service_account: association["service_account"] ?? null,
    });
  }
}
