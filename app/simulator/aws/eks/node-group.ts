import { isDeepStrictEqual } from "node:util";
import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import type { Attributes } from "../../value";
import { blocks, generatedName, isSet, regionalArn, text, uuid } from "../identifiers";
import type { Launched } from "../launching/launch";
import { machinesOf } from "../launching/machines";
import { requireCluster } from "./cluster";
import { addNodeAccess, dropNodeAccess } from "./node-access";
import { checkNodeGroup } from "./node-group-checks";
import { nodeProblem } from "./node-readiness";
import { addNodes, autoScalingGroupsOf, failedWait, orderNodes, sizeOf, templateOf } from "./nodes";

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
    called: (attributes) => `${text(attributes["cluster_name"])}:${text(attributes["node_group_name"])}`,
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
      // An image of the user's own has no release; EKS shows its id.
      release_version: (attributes, context) =>
        text(templateOf(attributes, context)?.attributes["image_id"]) ||
        newestRelease(text(attributes["version"]) || versionOf(attributes, context)),
      resources: (attributes, context) => [
        {
          autoscaling_groups: [{ name: `eks-${text(attributes["node_group_name"])}-${uuid(context)}` }],
          remote_access_security_group_id: "",
        },
      ],
      status: () => "ACTIVE",
      update_config: () => [{ max_unavailable: 1, max_unavailable_percentage: null }],
      version: (attributes, context) =>
        attributes["ami_type"] === "CUSTOM" ? "" : versionOf(attributes, context),
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
    check(attributes, context, prior) {
      checkNodeGroup(attributes, context, prior);
      if (prior) orderMore(attributes, prior, context);
    },
    created: bringUp,
    updated(object, context, prior) {
      completeTemplate(object, context);
      settleRelease(object, context, prior);
      replaceNodes(object, prior, context);
      addAutoScalingGroup(object, context);
    },
    deleted(object, context) {
      for (const name of autoScalingGroupsOf(object)) {
        for (const tag of context.cloud.findAllBy(
          "aws_autoscaling_group_tag",
          "autoscaling_group_name",
          name,
        )) {
          if (tag.scope === object.scope) context.cloud.discard(tag);
        }
      }
      dropNodeAccess(object, context);
    },
  },
};

/** Machines, and whether they become nodes. What fails leaves the group behind, failed. */
function bringUp(object: CloudObject, context: CallContext): void {
  completeTemplate(object, context);
  addAutoScalingGroup(object, context);
  addNodeAccess(object, context);
  const { attributes } = object;
  const { desired } = sizeOf(attributes);
  const creation = { status: "CREATE_FAILED", wanted: "ACTIVE" };
  const launched = orderNodes(attributes, desired, creation, context, object);
  const ids = addNodes(object, launched, context);
  const problem = ids.length > 0 ? nodeProblem(attributes, context) : undefined;
  if (problem === undefined) return;
  throw failedWait(creation, `${ids.join(", ")}: NodeCreationFailure: ${problem}`, context, object);
}

/** Whether an update puts new machines in the place of the old ones. */
function replacesNodes(attributes: Attributes, prior: Attributes): boolean {
  return ["launch_template", "release_version", "version"].some(
    (name) => !isDeepStrictEqual(attributes[name], prior[name]),
  );
}

/** An update that EC2 has no machines for fails before anything is changed. */
function orderMore(attributes: Attributes, prior: Attributes, context: CallContext): Launched[] {
  const more = replacesNodes(attributes, prior)
    ? sizeOf(attributes).desired
    : sizeOf(attributes).desired - sizeOf(prior).desired;
  const update = { status: "Failed", wanted: "Successful" };
  return orderNodes(attributes, Math.max(more, 0), update, context);
}

function replaceNodes(object: CloudObject, prior: Attributes, context: CallContext): void {
  const old = machinesOf(object, context);
  const { desired } = sizeOf(object.attributes);
  const surplus = replacesNodes(object.attributes, prior) ? old : old.slice(desired);
  const launched = orderMore(object.attributes, prior, context);
  for (const node of surplus) context.cloud.discard(node);
  addNodes(object, launched, context);
}

/** A new Kubernetes version brings its newest image with it, unless one was asked for. */
function settleRelease(object: CloudObject, context: CallContext, prior: Attributes): void {
  const { version, release_version: release } = object.attributes;
  if (version === prior["version"] || release !== prior["release_version"]) return;
  context.cloud.change(object, { release_version: newestRelease(text(version)) });
}

/** The newest image of a Kubernetes version, as far as the simulated cloud knows. */
const newestRelease = (version: string): string => `${version}.0-20260101`;

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
