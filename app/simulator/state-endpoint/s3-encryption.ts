import { blocks, text } from "../aws/identifiers";
import { requireKey } from "../aws/kms";
import { ApiError } from "../cloud/api-error";
import type { CloudObject } from "../behaviour";
import type { Cloud } from "../cloud/cloud";

/**
 * How S3 encrypts a new object: as the request says, else as the bucket does by default, else with S3's own key. A
 * KMS key is used at this moment, so it must exist and be enabled.
 * @returns the headers that say it
 * @throws ApiError NotFoundException, DisabledException, KMSInvalidStateException
 */
export function encryptionHeaders(
  cloud: Cloud,
  bucket: CloudObject,
  headers: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const asked = headers["x-amz-server-side-encryption"];
  const byDefault = defaultEncryption(cloud, bucket);
  const algorithm = asked ?? byDefault.algorithm;
  if (algorithm !== "aws:kms" && algorithm !== "aws:kms:dsse")
    return { "x-amz-server-side-encryption": algorithm };
  const keyId =
    headers["x-amz-server-side-encryption-aws-kms-key-id"] ?? (asked === undefined ? byDefault.key : "");
  if (keyId === "") return { "x-amz-server-side-encryption": algorithm };
  const { account, region } = bucket;
  const context = cloud.context(
    { provider: "aws", type: "aws_s3_object", account, region, defaultTags: {} },
    {},
  );
  const key = requireKey(keyId, context);
  const arn = String(key.attributes["arn"]);
  if (key.attributes["is_enabled"] === false) throw new ApiError("DisabledException", `${arn} is disabled.`);
  return { "x-amz-server-side-encryption": algorithm, "x-amz-server-side-encryption-aws-kms-key-id": arn };
}

function defaultEncryption(cloud: Cloud, bucket: CloudObject): { algorithm: string; key: string } {
  const settings = cloud.findBy("aws_s3_bucket_server_side_encryption_configuration", "bucket", bucket.id);
  const [rule] = blocks(settings?.attributes["rule"]);
  const [defaults] = blocks(rule?.["apply_server_side_encryption_by_default"]);
  return {
    algorithm: text(defaults?.["sse_algorithm"]) || "AES256",
    key: text(defaults?.["kms_master_key_id"]),
  };
}
