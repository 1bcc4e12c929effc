import type { ServiceTables } from "../../behaviour";
import { group } from "./group";
import { lifecycleHook, scalingPolicy } from "./group-settings";
import { groupTag } from "./group-tag";

/** Amazon EC2 Auto Scaling. */
export const autoScaling: ServiceTables = {
  resources: {
    aws_autoscaling_group: group,
    aws_autoscaling_group_tag: groupTag,
    aws_autoscaling_lifecycle_hook: lifecycleHook,
    aws_autoscaling_policy: scalingPolicy,
  },
  dataSources: {},
};
