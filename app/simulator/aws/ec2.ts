import type { ServiceTables } from "../behaviour";
import { instance } from "./ec2-instance";
import { machineImage } from "./machine-images";

/** Amazon EC2: machines and the images they start from. */
export const ec2: ServiceTables = {
  resources: { aws_instance: instance },
  dataSources: { aws_ami: machineImage },
};
