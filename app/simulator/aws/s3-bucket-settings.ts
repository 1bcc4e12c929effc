import type { Behaviour, CallContext, Facts, Reference, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Cloud } from "../cloud/cloud";
import type { Attributes } from "../value";
import { blocks, text } from "./identifiers";
import { samePolicy } from "./json-policy";
import { checkBucketPolicy } from "./s3-bucket-policy";
import { checkLifecycle } from "./s3-lifecycle";

const ofBucket: Reference = {
  path: "bucket",
  type: "aws_s3_bucket",
  attribute: "id",
  missing: "NoSuchBucket",
};

/**
 * A setting of a bucket: one for each bucket, written by a Put call that replaces what was there, so that a second
 * resource for the same bucket takes the first one's place without an error.
 */
export function setting(
  verb: string,
  noun: string,
  facts: Facts,
  behaviour: Partial<Behaviour> = {},
): TypeTable {
  return {
    facts: { bucket: { forceNew: true }, ...facts },
    api: {
      service: "S3",
      noun: `S3 Bucket ${noun}`,
      create: `Put${verb}`,
      read: `Get${verb}`,
      update: `Put${verb}`,
      delete: `Delete${verb}`,
    },
    behaviour: {
      identity: (attributes) =>
        identity(text(attributes["bucket"]), text(attributes["expected_bucket_owner"])),
      adopt: (attributes, context) =>
        context.cloud.get(
          context.type,
          identity(text(attributes["bucket"]), text(attributes["expected_bucket_owner"])),
          context,
        ),
      ...behaviour,
      references: [ofBucket, ...(behaviour.references ?? [])],
    },
  };
}

function identity(bucket: string, expectedOwner: string): string {
  return expectedOwner === "" ? bucket : `${bucket},${expectedOwner}`;
}

const owner: Facts = { expected_bucket_owner: { forceNew: true } };

export const versioning = setting(
  "BucketVersioning",
  "Versioning",
  {
    ...owner,
    versioning_configuration: { minItems: 1, maxItems: 1 },
    "versioning_configuration.mfa_delete": { computed: true },
  },
  {
    check: refuseSuspension,
    created: (object, { cloud }) => applyVersioning(object.attributes, cloud),
    updated: (object, { cloud }) => applyVersioning(object.attributes, cloud),
    // What was versioned once can only be suspended, and with object lock not even that, which the provider takes
    // for done.
    deleted({ attributes }, { cloud: { objectStore } }) {
      const bucket = text(attributes["bucket"]);
      if (!objectStore.locks.isOn(bucket)) objectStore.suspendVersioning(bucket);
    },
  },
);

function applyVersioning(attributes: Attributes, cloud: Cloud): void {
  const bucket = text(attributes["bucket"]);
  const status = text(blocks(attributes["versioning_configuration"])[0]?.["status"]);
  if (status === "Enabled") cloud.objectStore.enableVersioning(bucket);
  else if (status === "Suspended") cloud.objectStore.suspendVersioning(bucket);
}

/** @throws ApiError InvalidBucketState for a bucket with object lock */
function refuseSuspension(attributes: Attributes, { cloud }: CallContext): void {
  const status = text(blocks(attributes["versioning_configuration"])[0]?.["status"]);
  if (status === "Enabled" || !cloud.objectStore.locks.isOn(text(attributes["bucket"]))) return;
  throw new ApiError(
    "InvalidBucketState",
    "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
    { statusCode: 409 },
  );
}

export const encryption = setting("BucketEncryption", "Server-side Encryption Configuration", {
  ...owner,
  rule: { minItems: 1 },
  "rule.apply_server_side_encryption_by_default": { maxItems: 1 },
});

export const publicAccessBlock = setting("PublicAccessBlock", "Public Access Block", {
  block_public_acls: { default: false },
  block_public_policy: { default: false },
  ignore_public_acls: { default: false },
  restrict_public_buckets: { default: false },
});

export const ownershipControls = setting("BucketOwnershipControls", "Ownership Controls", {
  rule: { minItems: 1, maxItems: 1 },
});

export const policy = setting(
  "BucketPolicy",
  "Policy",
  { policy: { equivalent: samePolicy } },
  { check: checkBucketPolicy },
);

export const lifecycle: TypeTable = {
  ...setting(
    "BucketLifecycleConfiguration",
    "Lifecycle Configuration",
    // Defaults as the provider's plan shows them: a null one is left out for good, not known after apply.
    {
      expected_bucket_owner: { computed: true, forceNew: true },
      transition_default_minimum_object_size: { default: "all_storage_classes_128K" },
      "rule.prefix": { default: "" },
      "rule.expiration.days": { default: 0 },
      "rule.expiration.expired_object_delete_marker": { default: false },
      "rule.filter.object_size_greater_than": { default: null },
      "rule.filter.object_size_less_than": { default: null },
      "rule.filter.prefix": { default: null },
      "rule.filter.and.object_size_greater_than": { default: 0 },
      "rule.filter.and.object_size_less_than": { default: 0 },
      "rule.filter.and.prefix": { default: "" },
      "rule.noncurrent_version_expiration.newer_noncurrent_versions": { default: null },
      "rule.noncurrent_version_transition.newer_noncurrent_versions": { default: null },
      "rule.transition.days": { default: null },
    },
    {
      computed: {
        expected_bucket_owner: () => "",
      },
      check: checkLifecycle,
    },
  ),
  version: 1,
};

export const accountPublicAccessBlock: TypeTable = {
  facts: {
    account_id: { computed: true, forceNew: true },
    block_public_acls: { default: false },
    block_public_policy: { default: false },
    ignore_public_acls: { default: false },
    restrict_public_buckets: { default: false },
  },
  api: {
    service: "S3 Control",
    noun: "S3 Account Public Access Block",
    create: "PutPublicAccessBlock",
    read: "GetPublicAccessBlock",
    update: "PutPublicAccessBlock",
    delete: "DeletePublicAccessBlock",
  },
  behaviour: {
    identity: (attributes, context) => text(attributes["account_id"]) || context.account,
    adopt: (attributes, context) =>
      context.cloud.get(context.type, text(attributes["account_id"]) || context.account, context),
    computed: { account_id: (attributes) => text(attributes["id"]) },
  },
};
