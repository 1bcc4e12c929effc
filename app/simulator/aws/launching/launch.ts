import type { CallContext, CloudObject } from "../../behaviour";
import type { Market } from "../../cloud/capacity";
import type { Attributes } from "../../value";
import { text } from "../identifiers";
import { quota } from "../quotas";
import { openReservation, reservationFor, type ReservationChoice } from "./capacity-reservations";
import { quotaOf, vcpusOf } from "./instance-types";

/** What a group of machines asks EC2 for. */
export interface LaunchOrder {
  /** In order of preference. */
  readonly instanceTypes: readonly string[];
  readonly market: Market;
  /** Subnets to spread over. */
  readonly subnets: readonly CloudObject[];
  readonly count: number;
  readonly reservation: ReservationChoice;
}

/** One machine that EC2 gives. */
export interface Launched {
  readonly instanceType: string;
  readonly subnet: CloudObject;
  readonly market: Market;
  /** The capacity reservation that it runs in; empty: none. */
  readonly reservationId: string;
}

/** EC2's answer when it does not give a machine. */
export interface LaunchRefusal {
  readonly code: string;
  readonly message: string;
}

/**
 * What EC2 gives for an order: machines spread over the subnets' zones, each of the first type that there is.
 * @returns the refusal of the type that was tried last, when any machine cannot be had
 */
export function launch(order: LaunchOrder, context: CallContext): Launched[] | LaunchRefusal {
  const launched: Launched[] = [];
  for (let index = 0; index < order.count; index++) {
    const one = launchOne(order, index, launched, context);
    if ("code" in one) return one;
    launched.push(one);
  }
  return launched;
}

function launchOne(
  order: LaunchOrder,
  index: number,
  launched: readonly Launched[],
  context: CallContext,
): Launched | LaunchRefusal {
  const { instanceTypes, market, subnets } = order;
  let refusal: LaunchRefusal = { code: "ValidationError", message: "No subnets were given." };
  for (const instanceType of instanceTypes) {
    const exceeded = beyondQuota(instanceType, market, launched, context);
    if (exceeded) {
      refusal = exceeded;
      continue;
    }
    for (let turn = 0; turn < subnets.length; turn++) {
      const subnet = subnets[(index + turn) % subnets.length];
      if (!subnet) break;
      const place = placeOf(order, instanceType, subnet, launched, context);
      if (typeof place === "string") return { instanceType, subnet, market, reservationId: place };
      refusal = place;
    }
  }
  return refusal;
}

/** The reservation that a machine would run in, empty for none; or why there is no place for it. */
function placeOf(
  order: LaunchOrder,
  instanceType: string,
  subnet: CloudObject,
  launched: readonly Launched[],
  context: CallContext,
): string | LaunchRefusal {
  const zone = text(subnet.attributes["availability_zone"]);
  const { market, reservation } = order;
  if (reservation.only) {
    return (
      reservationFor(reservation, instanceType, zone, launched, context)?.id ?? {
        code: "ReservationCapacityExceeded",
        message:
          "The requested reservation does not have sufficient compatible and available capacity for this request.",
      }
    );
  }
  const open =
    market === "on-demand" && !reservation.none
      ? openReservation(instanceType, zone, launched, context)
      : undefined;
  if (open) return open.id;
  if (context.cloud.capacity.has(instanceType, market, zone)) return "";
  return { code: "InsufficientInstanceCapacity", message: shortOf(order, instanceType, zone, context) };
}

function shortOf(
  { market, subnets }: LaunchOrder,
  instanceType: string,
  zone: string,
  context: CallContext,
): string {
  if (market === "spot") return "There is no Spot capacity available that matches your request.";
  const others = subnets
    .map((subnet) => text(subnet.attributes["availability_zone"]))
    .filter((other) => context.cloud.capacity.has(instanceType, market, other));
  return onDemandShortage(instanceType, zone, others);
}

/** EC2's sentence for a type of which a zone has none. */
export function onDemandShortage(instanceType: string, zone: string, others: readonly string[]): string {
  const advice =
    others.length === 0
      ? ""
      : ` You can currently get ${instanceType} capacity by not specifying an Availability Zone in your request or ` +
        `choosing ${[...new Set(others)].join(", ")}.`;
  return (
    `We currently do not have sufficient ${instanceType} capacity in the Availability Zone you requested (${zone}). ` +
    `Our system will be working on provisioning additional capacity.${advice}`
  );
}

/** EC2's refusal when the running machines of the account, and one more, have too many vCPUs. */
export function beyondQuota(
  instanceType: string,
  market: Market,
  launched: readonly Pick<Launched, "instanceType">[],
  context: CallContext,
): LaunchRefusal | undefined {
  const code = quotaOf(instanceType, market);
  if (code === undefined) return undefined;
  const running = context.cloud
    .list("aws_instance", context)
    .filter(({ attributes }) => marketOf(attributes) === market)
    .map(({ attributes }) => text(attributes["instance_type"]));
  const counted = [...running, ...launched.map((one) => one.instanceType), instanceType];
  const used = counted
    .filter((type) => quotaOf(type, market) === code)
    .reduce((sum, type) => sum + vcpusOf(type), 0);
  const limit = quota(context.cloud, code);
  if (used <= limit) return undefined;
  if (market === "spot")
    return { code: "MaxSpotInstanceCountExceeded", message: "Max spot instance count exceeded" };
  return {
    code: "VcpuLimitExceeded",
    message:
      `You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket that ` +
      "the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an " +
      "adjustment to this limit.",
  };
}

const marketOf = (attributes: Attributes): Market =>
  attributes["instance_lifecycle"] === "spot" ? "spot" : "on-demand";
