import type { TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { isSet, regionalArn, text } from "./identifiers";
import { availabilityZones } from "./regions";

export const capacityReservation: TypeTable = {
  facts: {
    availability_zone: { forceNew: true },
    ebs_optimized: { default: false, forceNew: true },
    end_date_type: { default: "unlimited" },
    ephemeral_storage: { default: false, forceNew: true },
    instance_match_criteria: { default: "open", forceNew: true },
    instance_platform: { forceNew: true },
    instance_type: { forceNew: true },
    outpost_arn: { forceNew: true },
    placement_group_arn: { forceNew: true },
    tags_all: { computed: true },
    tenancy: { default: "default", forceNew: true },
  },
  api: {
    service: "EC2",
    noun: "EC2 Capacity Reservation",
    create: "CreateCapacityReservation",
    read: "DescribeCapacityReservations",
    update: "ModifyCapacityReservation",
    delete: "CancelCapacityReservation",
  },
  behaviour: {
    identity: (_, context) => context.id("cr-"),
    computed: {
      arn: (attributes, context) =>
        regionalArn("ec2", context, `capacity-reservation/${text(attributes["id"])}`),
      owner_id: (_, { account }) => account,
    },
    check(attributes, context, prior) {
      const zone = text(attributes["availability_zone"]);
      if (!availabilityZones(context.region).includes(zone)) {
        throw new ApiError("InvalidParameterValue", `Invalid availability zone: [${zone}]`);
      }
      checkEnd(attributes);
      const more = Number(attributes["instance_count"]) - Number(prior?.["instance_count"] ?? 0);
      const type = text(attributes["instance_type"]);
      if (more > 0 && !context.cloud.capacity.has(type, "on-demand", zone)) {
        throw new ApiError("InsufficientInstanceCapacity", "Insufficient capacity.");
      }
    },
  },
};

/** A limited reservation ends on a day, an unlimited one on none (EC2 API Reference, "CreateCapacityReservation"). */
function checkEnd(attributes: Attributes): void {
  const limited = attributes["end_date_type"] === "limited";
  if (limited === isSet(attributes["end_date"])) return;
  throw new ApiError(
    "InvalidParameterCombination",
    limited
      ? "The parameter endDate is required when endDateType is limited"
      : "The parameter endDate cannot be specified when endDateType is unlimited",
  );
}
