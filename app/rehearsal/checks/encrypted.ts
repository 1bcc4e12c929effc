import type { SnapshotEntry } from "../../simulator/cloud/inventory";
import { asArray, asObject } from "../../terraform/json";
import type { Check } from "./check";

/** For each type that keeps data: whether one object of it is encrypted, seeing everything that exists. */
const encrypted: Readonly<Record<string, (object: SnapshotEntry, all: readonly SnapshotEntry[]) => boolean>> =
  {
    aws_s3_bucket: ({ id }, all) =>
      all.some(
        ({ type, attributes }) =>
          type === "aws_s3_bucket_server_side_encryption_configuration" &&
          attributes["bucket"] === id &&
          asArray(attributes["rule"]).length > 0,
      ),
    aws_cloudwatch_log_group: ({ attributes }) => isText(attributes["kms_key_id"]),
    aws_ecr_repository: ({ attributes }) =>
      asArray(attributes["encryption_configuration"]).some((one) => isText(asObject(one)["kms_key"])),
    aws_eks_cluster: ({ attributes }) =>
      asArray(attributes["encryption_config"]).some((one) =>
        asArray(asObject(one)["resources"]).includes("secrets"),
      ),
    // What nodes start from: EC2 makes their disks after it.
    aws_launch_template: ({ attributes }) => {
      const disks = asArray(attributes["block_device_mappings"]).flatMap((one) =>
        asArray(asObject(one)["ebs"]),
      );
      return disks.length > 0 && disks.every((disk) => isText(asObject(disk)["kms_key_id"]));
    },
    aws_ebs_volume: ({ attributes }) => attributes["encrypted"] === true,
    aws_instance: ({ attributes }) =>
      asArray(attributes["root_block_device"]).every((device) => asObject(device)["encrypted"] === true) &&
      asArray(attributes["ebs_block_device"]).every((device) => asObject(device)["encrypted"] === true),
  };

/** Nothing that keeps data is in the cloud without encryption, whoever created it. */
export const nothingUnencrypted: Check = {
  name: "nothing in the cloud is unencrypted",
  run: ({ stage }) => {
    const all = stage.cloud.snapshot();
    const stores = all.filter(({ type }) => type in encrypted);
    const wrong = stores
      .filter((object) => encrypted[object.type]?.(object, all) !== true)
      .map(({ type, id }) => `${type} ${id} is not encrypted.`);
    return { count: stores.length, subject: "stores of data", wrong };
  },
};

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
