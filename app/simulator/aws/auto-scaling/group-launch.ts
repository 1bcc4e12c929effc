import type { CallContext, CloudObject } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { blocks, text, texts, uuid } from "../identifiers";
import { requireTemplate } from "../launch-template";
import { reservationChoice } from "../launching/capacity-reservations";
import { launch, type Launched, type LaunchOrder } from "../launching/launch";
import { volumeKeyProblem } from "../launching/volume-keys";

/** The launch template of a group, named by itself or in its policy for mixed instances. */
export function groupTemplate(attributes: Attributes, context: CallContext): CloudObject | undefined {
  const [own] = blocks(attributes["launch_template"]);
  if (own) return requireTemplate(own, "id", "name", context);
  const [specification] = mixed(attributes).flatMap((one) => blocks(one["launch_template_specification"]));
  return (
    specification && requireTemplate(specification, "launch_template_id", "launch_template_name", context)
  );
}

function mixed(attributes: Attributes): Attributes[] {
  return blocks(attributes["mixed_instances_policy"]).flatMap((policy) => blocks(policy["launch_template"]));
}

/** Types that the group may take: those of its policy, else the template's. */
export function groupInstanceTypes(attributes: Attributes, template: Attributes | undefined): string[] {
  const overrides = mixed(attributes)
    .flatMap((one) => blocks(one["override"]))
    .map((one) => text(one["instance_type"]))
    .filter((type) => type !== "");
  const own = text(template?.["instance_type"]);
  return overrides.length > 0 ? overrides : own === "" ? [] : [own];
}

/**
 * Machines for a group.
 * @throws ApiError in the words of the provider's wait when they cannot be had, unless the group does not wait for them
 */
export function launchFor(
  attributes: Attributes,
  count: number,
  context: CallContext,
  created?: CloudObject,
): Launched[] {
  const template = groupTemplate(attributes, context)?.attributes;
  const launched = launch(orderOf(attributes, template, count, context), context);
  const reason = count > 0 ? volumeKeyProblem(template, context) : undefined;
  const failure =
    "code" in launched
      ? `${launched.message} Launching EC2 instance failed.`
      : reason && `Instance became unhealthy while waiting for instance to be in InService state. ${reason}`;
  if (!("code" in launched) && failure === undefined) return launched;
  if (attributes["wait_for_capacity_timeout"] === "0") return [];
  context.cloud.wait(60);
  throw new ApiError("ScalingActivityFailed", `scaling activity (${uuid(context)}): Failed: ${failure}`, {
    awaited: "capacity satisfied",
    created,
  });
}

function orderOf(
  attributes: Attributes,
  template: Attributes | undefined,
  count: number,
  context: CallContext,
): LaunchOrder {
  const [distribution] = blocks(attributes["mixed_instances_policy"]).flatMap((policy) =>
    blocks(policy["instances_distribution"]),
  );
  const spot = blocks(template?.["instance_market_options"]).some((one) => one["market_type"] === "spot");
  const onlySpot =
    distribution?.["on_demand_percentage_above_base_capacity"] === 0 &&
    Number(distribution["on_demand_base_capacity"] ?? 0) === 0;
  return {
    instanceTypes: groupInstanceTypes(attributes, template),
    market: spot || onlySpot ? "spot" : "on-demand",
    subnets: texts(attributes["vpc_zone_identifier"]).flatMap(
      (id) => context.cloud.get("aws_subnet", id, context) ?? [],
    ),
    count,
    reservation: reservationChoice(template),
  };
}
