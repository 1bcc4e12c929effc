import type { CallContext, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Cloud } from "../cloud/cloud";
import type { Attributes } from "../value";
import { discardDependents } from "./dependencies";
import { generatedName, text } from "./identifiers";
import { samePolicy } from "./json-policy";
import { regionFacts } from "./regions";

/** Naming rules of general purpose buckets (Amazon S3 User Guide, "General purpose bucket naming rules"). */
const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const IP_ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
const RESERVED_PREFIX = /^(xn--|sthree-|amzn-s3-demo-)/;
const RESERVED_SUFFIX = /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

function checkName(attributes: Attributes): void {
  const name = text(attributes["bucket"]);
  // A name that the provider makes up is always good.
  if (name === "") return;
  const good =
    NAME.test(name) &&
    !name.includes("..") &&
    !IP_ADDRESS.test(name) &&
    !RESERVED_PREFIX.test(name) &&
    !RESERVED_SUFFIX.test(name);
  if (!good) throw new ApiError("InvalidBucketName", "The specified bucket is not valid.");
}

/** Types whose objects are settings of a bucket and go with it. */
const SETTINGS = [
  "aws_s3_bucket_lifecycle_configuration",
  "aws_s3_bucket_logging",
  "aws_s3_bucket_object_lock_configuration",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
] as const;

/** The owner of every bucket of an account: 64 hexadecimal digits. */
export function canonicalUserId(context: Pick<CallContext, "account">): string {
  return context.account.repeat(6).slice(0, 64);
}

/** What the provider does for `force_destroy`: it deletes every version, and bypasses GOVERNANCE. */
function emptyByForce(bucket: string, { objectStore }: Cloud): void {
  const versions = objectStore.keys(bucket).flatMap((key) => objectStore.versions(bucket, key));
  const locked = versions.filter((version) => objectStore.isLocked(version, { bypass: true }));
  for (const { key, versionId } of versions.filter((version) => !locked.includes(version))) {
    objectStore.deleteVersion(bucket, key, versionId);
  }
  if (locked.length === 0) return;
  throw new ApiError("AccessDenied", "Access Denied because object protected by object lock.", {
    statusCode: 403,
  });
}

export const bucket: TypeTable = {
  facts: {
    acceleration_status: { computed: true },
    acl: { computed: true },
    bucket: { computed: true, forceNew: true },
    bucket_prefix: { computed: true, forceNew: true },
    cors_rule: { computed: true },
    force_destroy: { default: false },
    grant: { computed: true },
    lifecycle_rule: { computed: true },
    "lifecycle_rule.id": { computed: true },
    logging: { computed: true },
    object_lock_configuration: { computed: true },
    "object_lock_configuration.object_lock_enabled": { forceNew: true },
    object_lock_enabled: { computed: true, forceNew: true },
    policy: { computed: true, equivalent: samePolicy },
    replication_configuration: { computed: true },
    "replication_configuration.rules.destination.metrics.minutes": { default: 15 },
    "replication_configuration.rules.destination.replication_time.minutes": { default: 15 },
    request_payer: { computed: true },
    server_side_encryption_configuration: { computed: true },
    tags_all: { computed: true },
    versioning: { computed: true },
    "versioning.enabled": { default: false },
    "versioning.mfa_delete": { default: false },
    website: { computed: true },
  },
  legacyTypeSystem: true,
  api: {
    service: "S3",
    noun: "S3 Bucket",
    create: "CreateBucket",
    read: "HeadBucket",
    delete: "DeleteBucket",
  },
  behaviour: {
    identity: (attributes, context) => generatedName(attributes, "bucket", context),
    computed: {
      bucket: (attributes) => text(attributes["id"]),
      bucket_prefix: () => "",
      acceleration_status: () => "",
      acl: () => null,
      arn: (attributes) => `arn:aws:s3:::${text(attributes["id"])}`,
      bucket_domain_name: (attributes) => `${text(attributes["id"])}.s3.amazonaws.com`,
      bucket_region: (_, context) => context.region,
      bucket_regional_domain_name: (attributes, { region }) =>
        `${text(attributes["id"])}.s3.${region}.amazonaws.com`,
      grant: (_, context) => [
        { id: canonicalUserId(context), permissions: ["FULL_CONTROL"], type: "CanonicalUser", uri: "" },
      ],
      hosted_zone_id: (_, { region }) => regionFacts(region).s3HostedZone,
      object_lock_enabled: () => false,
      policy: () => "",
      request_payer: () => "BucketOwner",
      // Every bucket encrypts with S3's own keys since January 2023.
      server_side_encryption_configuration: () => [
        {
          rule: [
            {
              apply_server_side_encryption_by_default: [{ kms_master_key_id: "", sse_algorithm: "AES256" }],
              bucket_key_enabled: false,
            },
          ],
        },
      ],
      versioning: () => [{ enabled: false, mfa_delete: false }],
    },
    unique: [
      {
        key: (attributes) => text(attributes["bucket"]) || undefined,
        scope: "account",
        code: "BucketAlreadyOwnedByYou",
        statusCode: 409,
        message: () => "Your previous request to create the named bucket succeeded and you already own it.",
      },
      {
        key: (attributes) => text(attributes["bucket"]) || undefined,
        scope: "global",
        code: "BucketAlreadyExists",
        statusCode: 409,
        message: () =>
          "The requested bucket name is not available. The bucket namespace is shared by all users of the system. " +
          "Please select a different name and try again.",
      },
    ],
    check: checkName,
    created({ id, attributes }, { cloud }) {
      if (attributes["object_lock_enabled"] !== true) return;
      // A bucket that is made with object lock is versioned from the start (CreateBucket, ObjectLockEnabledForBucket).
      cloud.objectStore.enableVersioning(id);
      cloud.objectStore.locks.set(id, undefined);
    },
    beforeDelete(object, { cloud }) {
      if (cloud.objectStore.isEmpty(object.id)) return;
      if (object.attributes["force_destroy"] === true) return emptyByForce(object.id, cloud);
      const versionsOnly = cloud.objectStore
        .keys(object.id)
        .every((key) => !cloud.objectStore.get(object.id, key));
      throw new ApiError(
        "BucketNotEmpty",
        `The bucket you tried to delete is not empty${versionsOnly ? ". You must delete all versions in the bucket." : ""}`,
        { statusCode: 409 },
      );
    },
    deleted(object, context) {
      context.cloud.objectStore.forget(object.id);
      discardDependents(object, SETTINGS, context);
    },
  },
};
