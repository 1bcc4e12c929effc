import type { CallContext, CloudObject } from "../../behaviour";
import type { Attributes } from "../../value";
import { blocks, text } from "../identifiers";
import type { Launched } from "./launch";

/** What a launch template says about capacity reservations. */
export interface ReservationChoice {
  /** Run in a reservation or not at all: the one of the id, or of the resource group's ARN; empty: any open one. */
  readonly only: boolean;
  readonly target: string;
  /** Run in none, even if an open one has room. */
  readonly none: boolean;
}

/** The choice in the block `capacity_reservation_specification` of a launch template. */
export function reservationChoice(template: Attributes | undefined): ReservationChoice {
  const [specification] = blocks(template?.["capacity_reservation_specification"]);
  const [target] = blocks(specification?.["capacity_reservation_target"]);
  const preference = text(specification?.["capacity_reservation_preference"]);
  const id =
    text(target?.["capacity_reservation_id"]) || text(target?.["capacity_reservation_resource_group_arn"]);
  return {
    only: id !== "" || preference === "capacity-reservations-only",
    target: id,
    none: preference === "none",
  };
}

/** The reservation that an order names, when it is of the type and zone and has room. */
export function reservationFor(
  { target }: ReservationChoice,
  instanceType: string,
  zone: string,
  launched: readonly Launched[],
  context: CallContext,
): CloudObject | undefined {
  if (target === "") return openReservation(instanceType, zone, launched, context);
  return matching(instanceType, zone, launched, context).find(({ id }) => id === target);
}

/** An open reservation of the type and zone with room: EC2 puts every machine that matches into it. */
export function openReservation(
  instanceType: string,
  zone: string,
  launched: readonly Launched[],
  context: CallContext,
): CloudObject | undefined {
  return matching(instanceType, zone, launched, context).find(
    ({ attributes }) => attributes["instance_match_criteria"] === "open",
  );
}

function matching(
  instanceType: string,
  zone: string,
  launched: readonly Launched[],
  context: CallContext,
): CloudObject[] {
  return context.cloud.list("aws_ec2_capacity_reservation", context).filter((reservation) => {
    const { instance_type: type, availability_zone: home, instance_count: count } = reservation.attributes;
    if (type !== instanceType || home !== zone) return false;
    const about = launched.filter(({ reservationId }) => reservationId === reservation.id).length;
    return Number(count) > usersOf(reservation, context).length + about;
  });
}

/** Machines that run in a reservation. */
export function usersOf(reservation: CloudObject, context: CallContext): CloudObject[] {
  return context.cloud
    .list("aws_instance", context)
    .filter(({ attributes }) => attributes["capacity_reservation_id"] === reservation.id);
}
