import type { TypeTable } from "../../behaviour";
import { regionalArn, text, uuid } from "../identifiers";
import { newestAddonVersion } from "./addon-versions";
import { requireCluster } from "./cluster";

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
  },
  behaviour: {
    identity: (attributes) => `${text(attributes["cluster_name"])}:${text(attributes["addon_name"])}`,
    computed: {
      addon_version: (attributes, context) =>
        newestAddonVersion(
          text(attributes["addon_name"]),
          text(requireCluster(text(attributes["cluster_name"]), context).attributes["version"]),
        ),
      arn: (attributes, context) =>
        regionalArn(
          "eks",
          context,
          `addon/${text(attributes["cluster_name"])}/${text(attributes["addon_name"])}/${uuid(context)}`,
        ),
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
      {
        path: "pod_identity_association.role_arn",
        type: "aws_iam_role",
        attribute: "arn",
        missing: "InvalidParameterException",
        sentence: "Role provided in the request does not exist. {}",
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
    check: (attributes, context) => void requireCluster(text(attributes["cluster_name"]), context),
  },
};
