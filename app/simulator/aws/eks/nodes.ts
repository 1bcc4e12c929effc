import type { CallContext, CloudObject } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { blocks, text, texts } from "../identifiers";
import { requireTemplate } from "../launch-template";
import { reservationChoice } from "../launching/capacity-reservations";
import { launch, type Launched, type LaunchOrder, type LaunchRefusal } from "../launching/launch";
import { addMachines, templateSecurityGroups } from "../launching/machines";
import { volumeKeyProblem } from "../launching/volume-keys";
import { requireCluster } from "./cluster";

/** Seconds that EKS waits for machines before it calls a node group failed. */
const PATIENCE_SECONDS = 1500;

/** The launch template of a node group; undefined when EKS makes its own. */
export function templateOf(attributes: Attributes, context: CallContext): CloudObject | undefined {
  const [template] = blocks(attributes["launch_template"]);
  return template && requireTemplate(template, "id", "name", context);
}

export function sizeOf(attributes: Attributes): { desired: number; least: number; most: number } {
  const [scaling = {}] = blocks(attributes["scaling_config"]);
  const { desired_size: desired, min_size: least, max_size: most } = scaling;
  return { desired: Number(desired), least: Number(least), most: Number(most) };
}

/** The Auto Scaling groups behind a node group: one, whose name EKS makes up. */
export function autoScalingGroupsOf({ attributes }: Pick<CloudObject, "attributes">): string[] {
  return blocks(attributes["resources"])
    .flatMap((resources) => blocks(resources["autoscaling_groups"]))
    .map((group) => text(group["name"]));
}

/**
 * Machines for a node group that has none yet, or other ones.
 * @throws ApiError in the words of the provider's wait when EC2 does not give them
 */
export function orderNodes(
  attributes: Attributes,
  count: number,
  wait: { readonly status: string; readonly wanted: string },
  context: CallContext,
  created?: CloudObject,
): Launched[] {
  const template = templateOf(attributes, context)?.attributes;
  const order = orderOf(attributes, template, count, context);
  const launched = launch(order, context);
  const failure =
    "code" in launched
      ? launchFailure(order, launched)
      : count > 0
        ? terminationReason(volumeKeyProblem(template, context))
        : undefined;
  if (!("code" in launched) && failure === undefined) return launched;
  const [group = ""] = autoScalingGroupsOf({ attributes });
  throw failedWait(wait, `${group}: AsgInstanceLaunchFailures: ${failure}`, context, created);
}

/** The provider's error when a node group, or an update of one, ends in a failed state. */
export function failedWait(
  { status, wanted }: { readonly status: string; readonly wanted: string },
  lastError: string,
  { cloud }: CallContext,
  created?: CloudObject,
): ApiError {
  cloud.wait(PATIENCE_SECONDS);
  if (created) cloud.change(created, { status });
  const message = `unexpected state '${status}', wanted target '${wanted}'. last error: ${lastError}`;
  return new ApiError("NodegroupFailed", message, { awaited: true, created });
}

function orderOf(
  attributes: Attributes,
  template: Attributes | undefined,
  count: number,
  context: CallContext,
): LaunchOrder {
  const own = texts(attributes["instance_types"]);
  return {
    instanceTypes: own.length > 0 ? own : [text(template?.["instance_type"]) || "t3.medium"],
    market: attributes["capacity_type"] === "SPOT" ? "spot" : "on-demand",
    subnets: texts(attributes["subnet_ids"]).flatMap(
      (id) => context.cloud.get("aws_subnet", id, context) ?? [],
    ),
    count,
    reservation: reservationChoice(template),
  };
}

function launchFailure({ market, instanceTypes }: LaunchOrder, { code, message }: LaunchRefusal): string {
  if (market === "on-demand") {
    return `Could not launch On-Demand Instances. ${code} - ${message} Launching EC2 instance failed.`;
  }
  // EC2 Fleet names no type when it was given several.
  const reason =
    code === "InsufficientInstanceCapacity" && instanceTypes.length > 1
      ? "UnfulfillableCapacity - Unable to fulfill capacity due to your request configuration. Please adjust your request and try again."
      : `${code} - ${message}`;
  return `Could not launch Spot Instances. ${reason} Launching EC2 instance failed.`;
}

function terminationReason(problem: string | undefined): string | undefined {
  if (problem === undefined) return undefined;
  return (
    "Instance became unhealthy while waiting for instance to be in InService state. " +
    `Termination Reason: ${problem}`
  );
}

/** Puts machines behind a node group, in the template's security groups or in the cluster's own. */
export function addNodes(object: CloudObject, launched: readonly Launched[], context: CallContext): string[] {
  const { attributes } = object;
  const template = templateOf(attributes, context)?.attributes;
  const named = templateSecurityGroups(template);
  const [vpc] = blocks(requireCluster(text(attributes["cluster_name"]), context).attributes["vpc_config"]);
  const groups = named.length > 0 ? named : [text(vpc?.["cluster_security_group_id"])];
  // EKS User Guide, "Simplify node lifecycle with managed node groups": EKS tags the machines of a node group.
  const tags = {
    "eks:cluster-name": text(attributes["cluster_name"]),
    "eks:nodegroup-name": text(attributes["node_group_name"]),
  };
  return addMachines(object, launched, groups, template, tags, context);
}
