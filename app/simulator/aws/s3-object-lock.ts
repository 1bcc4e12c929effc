import type { CallContext, CloudObject, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { DefaultRetention } from "../cloud/object-locks";
import type { Attributes } from "../value";
import { blocks, text } from "./identifiers";
import { setting } from "./s3-bucket-settings";

/** Years of S3's default retention, in days (API reference, DefaultRetention). */
const YEAR_DAYS = 365;

/** The default retention of a bucket with object lock; putting one turns object lock on, for good. */
export const objectLock: TypeTable = setting(
  "ObjectLockConfiguration",
  "Object Lock Configuration",
  {
    expected_bucket_owner: { forceNew: true },
    object_lock_enabled: { default: "Enabled", forceNew: true },
    rule: { maxItems: 1 },
    "rule.default_retention": { minItems: 1, maxItems: 1 },
    token: { sensitive: true },
  },
  {
    check(attributes, { cloud }) {
      if (cloud.objectStore.versioningOf(text(attributes["bucket"])) !== "Enabled") {
        throw new ApiError(
          "InvalidBucketState",
          "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
          { statusCode: 409 },
        );
      }
      retentionOf(attributes);
    },
    created: apply,
    updated: apply,
    // The provider puts a configuration without a rule; S3 has no call that ends object lock.
    deleted: ({ attributes }, { cloud }) =>
      cloud.objectStore.locks.set(text(attributes["bucket"]), undefined),
  },
);

function apply({ attributes }: CloudObject, { cloud }: CallContext): void {
  cloud.objectStore.locks.set(text(attributes["bucket"]), retentionOf(attributes));
}

/** @throws ApiError MalformedXML unless it is a mode with days or with years */
function retentionOf(attributes: Attributes): DefaultRetention | undefined {
  const [rule] = blocks(attributes["rule"]);
  if (!rule) return undefined;
  const [retention = {}] = blocks(rule["default_retention"]);
  const mode = text(retention["mode"]);
  const days = positive(retention["days"]);
  const years = positive(retention["years"]);
  if ((mode === "GOVERNANCE" || mode === "COMPLIANCE") && (days === 0) !== (years === 0)) {
    return { mode, days: days + years * YEAR_DAYS };
  }
  throw new ApiError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
}

/** The provider leaves out what is not positive. */
function positive(value: Attributes[string] | undefined): number {
  return typeof value === "number" && value > 0 ? value : 0;
}
