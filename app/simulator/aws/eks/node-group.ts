import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { blocks, generatedName, isSet, regionalArn, text, uuid } from "../identifiers";
import { requireTemplate } from "../launch-template";
import { requireCluster } from "./cluster";
import { eksError } from "./eks-error";

export const nodeGroup: TypeTable = {
  facts: {
    ami_type: { computed: true, forceNew: true },
    capacity_type: { computed: true, forceNew: true },
    cluster_name: { forceNew: true },
    disk_size: { computed: true, forceNew: true },
    instance_types: { computed: true, forceNew: true },
    "launch_template.id": { computed: true, forceNew: true },
    "launch_template.name": { computed: true, forceNew: true },
    node_group_name: { computed: true, forceNew: true },
    node_group_name_prefix: { computed: true, forceNew: true },
    node_repair_config: { computed: true },
    "node_repair_config.enabled": { default: false },
    node_role_arn: { forceNew: true },
    release_version: { computed: true },
    remote_access: { forceNew: true },
    "remote_access.ec2_ssh_key": { forceNew: true },
    "remote_access.source_security_group_ids": { forceNew: true },
    subnet_ids: { forceNew: true },
    tags_all: { computed: true },
    taint: { maxItems: 50 },
    update_config: { computed: true },
    version: { computed: true },
  },
  api: {
    service: "EKS",
    noun: "EKS Node Group",
    create: "CreateNodegroup",
    read: "DescribeNodegroup",
    update: "UpdateNodegroupConfig",
    delete: "DeleteNodegroup",
  },
  behaviour: {
    identity: (attributes, context) =>
      `${text(attributes["cluster_name"])}:${generatedName(
        {
          name: attributes["node_group_name"] ?? null,
          name_prefix: attributes["node_group_name_prefix"] ?? null,
        },
        "name",
        context,
      )}`,
    computed: {
      node_group_name: (attributes) => text(attributes["id"]).split(":")[1] ?? "",
      node_group_name_prefix: () => "",
      ami_type: (attributes, context) =>
        isSet(templateOf(attributes, context)?.attributes["image_id"]) ? "CUSTOM" : "AL2023_x86_64_STANDARD",
      arn: (attributes, context) =>
        regionalArn("eks", context, `nodegroup/${text(attributes["id"]).replace(":", "/")}/${uuid(context)}`),
      capacity_type: () => "ON_DEMAND",
      // With a template of the user's, size and type are the template's, and EKS shows none.
      disk_size: (attributes) => (blocks(attributes["launch_template"]).length > 0 ? 0 : 20),
      instance_types: (attributes, context) =>
        isSet(templateOf(attributes, context)?.attributes["instance_type"]) ? [] : ["t3.medium"],
      release_version: (attributes, context) => `${versionOf(attributes, context)}.0-20250101`,
      resources: (attributes, context) => [
        {
          autoscaling_groups: [{ name: `eks-${text(attributes["node_group_name"])}-${uuid(context)}` }],
          remote_access_security_group_id: "",
        },
      ],
      status: () => "ACTIVE",
      update_config: () => [{ max_unavailable: 1, max_unavailable_percentage: null }],
      version: versionOf,
    },
    references: [
      {
        path: "node_role_arn",
        type: "aws_iam_role",
        attribute: "arn",
        missing: "InvalidParameterException",
        sentence: "The role with name {} cannot be found.",
      },
      {
        path: "subnet_ids",
        type: "aws_subnet",
        attribute: "id",
        missing: "InvalidParameterException",
        sentence: "The subnet ID '{}' does not exist",
      },
    ],
    unique: [
      {
        key: (attributes) =>
          text(attributes["node_group_name"]) === ""
            ? undefined
            : `${text(attributes["cluster_name"])}:${text(attributes["node_group_name"])}`,
        scope: "region",
        code: "ResourceInUseException",
        statusCode: 409,
        message: (attributes) =>
          `NodeGroup already exists with name ${text(attributes["node_group_name"])} and cluster name ${text(attributes["cluster_name"])}`,
      },
    ],
    check(attributes, context) {
      requireCluster(text(attributes["cluster_name"]), context);
      checkTemplate(attributes, context);
    },
    created(object, context) {
      completeTemplate(object, context);
      addAutoScalingGroup(object, context);
    },
    updated: completeTemplate,
    deleted(object, { cloud }) {
      for (const name of autoScalingGroupsOf(object)) {
        for (const tag of cloud.findAllBy("aws_autoscaling_group_tag", "autoscaling_group_name", name)) {
          if (tag.scope === object.scope) cloud.discard(tag);
        }
      }
    },
  },
};

/** The launch template of a node group; undefined when EKS makes its own. */
function templateOf(attributes: Attributes, context: CallContext): CloudObject | undefined {
  const [template] = blocks(attributes["launch_template"]);
  return template && requireTemplate(template, "id", "name", context);
}

function checkTemplate(attributes: Attributes, context: CallContext): void {
  try {
    templateOf(attributes, context);
  } catch (error) {
    // EKS passes on what EC2 says of a template, under a code of its own.
    if (error instanceof ApiError) throw eksError("InvalidRequestException", error.message);
    throw error;
  }
}

function versionOf(attributes: Attributes, context: CallContext): string {
  return text(requireCluster(text(attributes["cluster_name"]), context).attributes["version"]);
}

/** EKS answers with the template's id and its name, whichever was given. */
function completeTemplate(object: CloudObject, context: CallContext): void {
  const template = templateOf(object.attributes, context);
  const [configured] = blocks(object.attributes["launch_template"]);
  if (!template || !configured) return;
  const name = text(template.attributes["name"]);
  context.cloud.change(object, { launch_template: [{ ...configured, id: template.id, name }] });
}

function autoScalingGroupsOf(object: CloudObject): string[] {
  return blocks(object.attributes["resources"])
    .flatMap((resources) => blocks(resources["autoscaling_groups"]))
    .map((group) => text(group["name"]));
}

/** The Auto Scaling group that stands behind a node group: hidden from terraform, but its tags are not. */
function addAutoScalingGroup(object: CloudObject, context: CallContext): void {
  const [scaling = {}] = blocks(object.attributes["scaling_config"]);
  for (const name of autoScalingGroupsOf(object)) {
    context.cloud.addOwned(object, "aws_autoscaling_group", name, {
      id: name,
      name,
      desired_capacity: scaling["desired_size"] ?? null,
      max_size: scaling["max_size"] ?? null,
      min_size: scaling["min_size"] ?? null,
    });
  }
}
