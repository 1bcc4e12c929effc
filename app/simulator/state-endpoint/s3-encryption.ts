import { blocks, text } from "../aws/identifiers";
import { requireKey } from "../aws/kms";
import { ApiError } from "../cloud/api-error";
import type { CloudObject } from "../behaviour";
import type { Cloud } from "../cloud/cloud";
import { ServiceError } from "./service-error";

const ALGORITHM = "x-amz-server-side-encryption";
const KEY_ID = "x-amz-server-side-encryption-aws-kms-key-id";

export function isEncryptionHeader(name: string): boolean {
  return name === ALGORITHM || name === KEY_ID;
}

/**
 * How S3 encrypts a new object: as the request says, else as the bucket does by default, else with S3's own key. A
 * KMS key is used at this moment, so it must exist and be enabled.
 * @returns the headers that say it
 * @throws ServiceError KMS.NotFoundException, KMS.DisabledException, KMS.KMSInvalidStateException
 */
export function encryptionHeaders(
  cloud: Cloud,
  bucket: CloudObject,
  headers: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const asked = headers[ALGORITHM];
  const byDefault = defaultEncryption(cloud, bucket);
  const algorithm = asked ?? byDefault.algorithm;
  if (algorithm !== "aws:kms" && algorithm !== "aws:kms:dsse") return { [ALGORITHM]: algorithm };
  const keyId = headers[KEY_ID] ?? (asked === undefined ? byDefault.key : "");
  if (keyId === "") return { [ALGORITHM]: algorithm };
  return { [ALGORITHM]: algorithm, [KEY_ID]: usableKey(keyId, bucket, cloud) };
}

/** The ARN of a key with which S3 can encrypt now. */
function usableKey(keyId: string, { account, region }: CloudObject, cloud: Cloud): string {
  const caller = { provider: "aws", type: "aws_s3_object", account, region, defaultTags: {} };
  try {
    const key = requireKey(keyId, cloud.context(caller, {}));
    const arn = String(key.attributes["arn"]);
    if (key.attributes["is_enabled"] === false)
      throw new ApiError("DisabledException", `${arn} is disabled.`);
    return arn;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new ServiceError(error.statusCode, `KMS.${error.code}`, error.message);
  }
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
