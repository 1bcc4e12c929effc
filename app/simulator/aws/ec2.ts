import type { ServiceTables } from "../behaviour";
import { capacityReservation } from "./capacity-reservation";
import { instance } from "./ec2-instance";
import { instances } from "./ec2-instances";
import { launchTemplate } from "./launch-template";
import { machineImage } from "./machine-images";
import { networkInterfaceById, networkInterfaces } from "./network-interface/data-sources";
import { networkInterface } from "./network-interface/network-interface";

/** Amazon EC2: machines, what they start from and what is reserved for them. */
export const ec2: ServiceTables = {
  resources: {
    aws_ec2_capacity_reservation: capacityReservation,
    aws_instance: instance,
    aws_launch_template: launchTemplate,
    aws_network_interface: networkInterface,
  },
  dataSources: {
    aws_ami: machineImage,
    aws_instances: instances,
    aws_network_interface: networkInterfaceById,
    aws_network_interfaces: networkInterfaces,
  },
};
