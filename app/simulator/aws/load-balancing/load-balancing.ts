import type { ServiceTables } from "../../behaviour";
import { listener } from "./listener";
import { loadBalancer } from "./load-balancer";
import { targetGroup, targetGroupAttachment } from "./target-group";

/** Elastic Load Balancing: application and network load balancers. */
export const loadBalancing: ServiceTables = {
  resources: {
    aws_lb: loadBalancer,
    aws_lb_listener: listener,
    aws_lb_target_group: targetGroup,
    aws_lb_target_group_attachment: targetGroupAttachment,
  },
  dataSources: {},
};
