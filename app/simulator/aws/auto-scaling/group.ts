import { isDeepStrictEqual } from "node:util";
import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import type { Attributes } from "../../value";
import { accountArn, blocks, generatedName, isSet, regionalArn, text, texts, uuid } from "../identifiers";
import type { Launched } from "../launching/launch";
import { addMachines, machinesOf, templateSecurityGroups } from "../launching/machines";
import { zoneOfSubnet } from "../vpc-gateways";
import { checkGroup } from "./group-checks";
import { groupFacts } from "./group-facts";
import { groupTemplate, launchFor } from "./group-launch";

export const group: TypeTable = {
  version: 1,
  facts: groupFacts,
  api: {
    service: "Auto Scaling",
    noun: "Auto Scaling Group",
    create: "CreateAutoScalingGroup",
    read: "DescribeAutoScalingGroups",
    update: "UpdateAutoScalingGroup",
    delete: "DeleteAutoScalingGroup",
  },
  behaviour: {
    identity: (attributes, context) => generatedName(attributes, "name", context),
    computed: {
      name: (attributes) => text(attributes["id"]),
      name_prefix: () => "",
      arn: (attributes, context) =>
        regionalArn(
          "autoscaling",
          context,
          `autoScalingGroup:${uuid(context)}:autoScalingGroupName/${text(attributes["id"])}`,
        ),
      availability_zone_distribution: () => [{ capacity_distribution_strategy: "balanced-best-effort" }],
      availability_zones: (attributes, context) => [
        ...new Set(texts(attributes["vpc_zone_identifier"]).map((id) => zoneOfSubnet(id, context))),
      ],
      default_cooldown: () => 300,
      desired_capacity: (attributes) => attributes["min_size"] ?? 0,
      health_check_type: () => "EC2",
      service_linked_role_arn: (_, context) =>
        accountArn(
          "iam",
          context,
          "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
        ),
      traffic_source: (attributes) =>
        texts(attributes["target_group_arns"]).map((identifier) => ({ identifier, type: "elbv2" })),
      predicted_capacity: () => 0,
      warm_pool_size: () => 0,
    },
    recomputedBy: [
      { when: ["vpc_zone_identifier"], attributes: ["availability_zones"] },
      { when: ["target_group_arns"], attributes: ["traffic_source"] },
    ],
    references: [
      {
        path: "vpc_zone_identifier",
        type: "aws_subnet",
        attribute: "id",
        missing: "ValidationError",
        sentence: "The subnet ID '{}' does not exist",
      },
      {
        path: "target_group_arns",
        type: "aws_lb_target_group",
        attribute: "arn",
        missing: "ValidationError",
        sentence: "Provided Target Groups may not be valid. Please ensure they exist and try again.",
      },
    ],
    unique: [
      {
        key: (attributes) => text(attributes["name"]) || undefined,
        scope: "region",
        code: "AlreadyExists",
        message: (attributes) =>
          `AutoScalingGroup by this name already exists - A group with the name ${text(attributes["name"])} already exists`,
      },
    ],
    check(attributes, context, prior) {
      checkGroup(attributes, context);
      if (prior) more(attributes, prior, context);
    },
    created(object, context) {
      completeTemplate(object, context);
      const launched = launchFor(
        object.attributes,
        Number(object.attributes["desired_capacity"]),
        context,
        object,
      );
      add(object, launched, context);
    },
    updated(object, context, prior) {
      completeTemplate(object, context);
      const old = machinesOf(object, context);
      const launched = more(object.attributes, prior, context);
      const surplus = refreshes(object.attributes, prior)
        ? old
        : old.slice(Number(object.attributes["desired_capacity"]));
      for (const machine of surplus) context.cloud.discard(machine);
      add(object, launched, context);
    },
    deleted(object, { cloud }) {
      for (const type of [
        "aws_autoscaling_lifecycle_hook",
        "aws_autoscaling_policy",
        "aws_autoscaling_group_tag",
      ]) {
        for (const one of cloud.findAllBy(type, "autoscaling_group_name", object.id)) {
          if (one.scope === object.scope) cloud.discard(one);
        }
      }
    },
  },
};

/** Machines that an update needs; none are had, none of it happens. */
function more(attributes: Attributes, prior: Attributes, context: CallContext): Launched[] {
  const wanted = Number(attributes["desired_capacity"]);
  const missing = refreshes(attributes, prior) ? wanted : wanted - Number(prior["desired_capacity"]);
  return launchFor(attributes, Math.max(missing, 0), context);
}

/** A new template replaces machines only where an instance refresh is configured. */
function refreshes(attributes: Attributes, prior: Attributes): boolean {
  return (
    blocks(attributes["instance_refresh"]).length > 0 &&
    ["launch_template", "mixed_instances_policy"].some(
      (name) => !isDeepStrictEqual(attributes[name], prior[name]),
    )
  );
}

function add(object: CloudObject, launched: readonly Launched[], context: CallContext): void {
  const template = groupTemplate(object.attributes, context);
  // Amazon EC2 Auto Scaling User Guide, "Tag Auto Scaling groups and instances".
  const tags = { "aws:autoscaling:groupName": object.id };
  const groups = templateSecurityGroups(template?.attributes);
  addMachines(object, launched, groups, template?.attributes, tags, context);
}

/** AWS answers with a template's id and name, whichever was given. */
function completeTemplate(object: CloudObject, context: CallContext): void {
  const template = groupTemplate(object.attributes, context);
  const [configured] = blocks(object.attributes["launch_template"]);
  if (!template || !configured) return;
  const name = text(template.attributes["name"]);
  const version = isSet(configured["version"]) ? (configured["version"] ?? null) : "$Default";
  context.cloud.change(object, { launch_template: [{ id: template.id, name, version }] });
}
