import type { TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import { regionalArn, text } from "./identifiers";
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
    check(attributes, context) {
      const zone = text(attributes["availability_zone"]);
      if (availabilityZones(context.region).includes(zone)) return;
      throw new ApiError("InvalidParameterValue", `Invalid availability zone: [${zone}]`);
    },
  },
};
