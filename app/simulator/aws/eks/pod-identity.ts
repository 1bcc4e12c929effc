import type { TypeTable } from "../../behaviour";
import { regionalArn, text } from "../identifiers";
import { requireCluster } from "./cluster";

export const podIdentityAssociation: TypeTable = {
  facts: {
    cluster_name: { forceNew: true },
    disable_session_tags: { default: false },
    namespace: { forceNew: true },
    service_account: { forceNew: true },
    tags_all: { computed: true },
  },
  api: {
    service: "EKS",
    noun: "EKS Pod Identity Association",
    create: "CreatePodIdentityAssociation",
    read: "DescribePodIdentityAssociation",
    update: "UpdatePodIdentityAssociation",
    delete: "DeletePodIdentityAssociation",
  },
  behaviour: {
    identity: (_, context) => context.id("a-", 17),
    computed: {
      association_id: (attributes) => text(attributes["id"]),
      association_arn: (attributes, context) =>
        regionalArn(
          "eks",
          context,
          `podidentityassociation/${text(attributes["cluster_name"])}/${text(attributes["id"])}`,
        ),
      external_id: () => "",
    },
    references: [
      {
        path: "role_arn",
        type: "aws_iam_role",
        attribute: "arn",
        missing: "InvalidParameterException",
        sentence: "Role provided in the request does not exist. {}",
      },
    ],
    unique: [
      {
        key: (attributes) =>
          ["cluster_name", "namespace", "service_account"].map((name) => text(attributes[name])).join("/"),
        scope: "region",
        code: "ResourceInUseException",
        statusCode: 409,
        message: (attributes) =>
          `Association already exists: ${text(attributes["namespace"])}/${text(attributes["service_account"])}`,
      },
    ],
    check: (attributes, context) => void requireCluster(text(attributes["cluster_name"]), context),
    importId(id) {
      const [clusterName, associationId] = id.split(",");
      if (clusterName === undefined || associationId === undefined) return undefined;
      return { association_id: associationId, cluster_name: clusterName };
    },
  },
};
