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
    for (const template of stack.ofType("aws_launch_template")) {
      const volumes = blocks(template.attributes, "block_device_mappings").flatMap((one) =>
        blocks(one, "ebs"),
      );
      if (volumes.length === 0) {
        yield {
          subject: template,
          message: "It has no block_device_mappings with ebs. State the root volume with encrypted = true.",
        };
      }
      for (const volume of volumes) {
        // The launch template's argument is a text.
        const encrypted = volume.encrypted === true || volume.encrypted === "true";
        if (encrypted && typeof volume.kms_key_id === "string") continue;
        yield {
          subject: template,
          message: `A volume of it has encrypted = ${JSON.stringify(volume.encrypted ?? null)} and kms_key_id = ${JSON.stringify(volume.kms_key_id ?? null)}. Encrypt it with a key of ours.`,
        };
      }
    }
  },
};
