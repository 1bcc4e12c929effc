import type { DataSource } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import { text, texts } from "../identifiers";
import { recordsOf } from "./public-dns";

/** What Route 53 writes for parts that a record does not have. */
const absent = {
  alias_target: null,
  cidr_routing_config: null,
  failover: "",
  geolocation: null,
  geoproximity_location: null,
  health_check_id: "",
  multi_value_answer: null,
  region: "",
  traffic_policy_instance_id: "",
  weight: null,
};

/** Every record set of a zone, the two that came with it among them. */
export const records: DataSource = {
  api: { service: "Route 53", noun: "Route 53 Records", read: "ListResourceRecordSets" },
  read(config, context) {
    const id = text(config["zone_id"]);
    const zone = context.cloud.get("aws_route53_zone", id, context);
    if (!zone)
      throw new ApiError("NoSuchHostedZone", `No hosted zone found with ID: ${id}`, { statusCode: 404 });
    const sets = recordsOf(zone, context.cloud)
      .map(({ attributes }) => ({
        ...absent,
        name: `${text(attributes["fqdn"])}.`,
        resource_records: texts(attributes["records"]).map((value) => ({ value })),
        set_identifier: text(attributes["set_identifier"]),
        ttl: typeof attributes["ttl"] === "number" ? attributes["ttl"] : null,
        type: text(attributes["type"]),
      }))
      .sort((one, other) => (one.name + one.type < other.name + other.type ? -1 : 1));
    return { resource_record_sets: sets };
  },
};
