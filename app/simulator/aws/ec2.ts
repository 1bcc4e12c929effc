import type { ServiceTables } from "../behaviour";
import { capacityReservation } from "./capacity-reservation";
import { instance } from "./ec2-instance";
import { launchTemplate } from "./launch-template";
import { machineImage } from "./machine-images";

/** Amazon EC2: machines, what they start from and what is reserved for them. */
export const ec2: ServiceTables = {
  resources: {
    aws_ec2_capacity_reservation: capacityReservation,
    aws_instance: instance,
    aws_launch_template: launchTemplate,
  },
  dataSources: { aws_ami: machineImage },
};
