import type { ServiceTables } from "../../behaviour";
import { record } from "./record";
import { records } from "./records";
import { zone } from "./zone";

/** Amazon Route 53: hosted zones and their records. */
export const route53: ServiceTables = {
  resources: { aws_route53_record: record, aws_route53_zone: zone },
  dataSources: { aws_route53_records: records },
};
