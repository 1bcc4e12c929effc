import { byLastPart, firstBlock, type ImportRules, joined } from "./import-rule";

/** Amazon EC2 and Auto Scaling. */
export const machines: ImportRules = {
  aws_autoscaling_group_tag: {
    fromValues: (values) => joined(",", values["autoscaling_group_name"], firstBlock(values["tag"])["key"]),
  },
  aws_ec2_capacity_reservation: byLastPart,
  aws_instance: byLastPart,
  // What is started from a template carries the template's tags: machines, volumes, network interfaces.
  aws_launch_template: { fromArn: (arn) => /:launch-template\/([^/]+)$/.exec(arn)?.[1] },
};
