import type { ServiceTables } from "../../behaviour";
import { groupTag } from "./group-tag";

/** Amazon EC2 Auto Scaling. */
export const autoScaling: ServiceTables = {
  resources: { aws_autoscaling_group_tag: groupTag },
  dataSources: {},
};
