import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const ec2VolumeEncryption: ConfigurationRule = {
  id: "ec2-volume-encryption",
  severity: "error",
  title: "Volumes of instances are encrypted",
  rationale: "A snapshot of a plain volume can be shared and read without any key.",
  source: { awsControls: ["EC2.3"], checkov: ["CKV_AWS_8"] },
  *check(stack) {
    for (const instance of stack.ofType("aws_instance")) {
      const root = blocks(instance.attributes, "root_block_device");
      if (root.length === 0) {
        yield { subject: instance, message: "It has no root_block_device. State one with encrypted = true." };
      }
      for (const volume of [...root, ...blocks(instance.attributes, "ebs_block_device")]) {
        if (volume.encrypted === true) continue;
        yield {
          subject: instance,
          message: `A volume of it has encrypted = ${JSON.stringify(volume.encrypted ?? null)}. Set it to true.`,
        };
      }
    }
  },
};
