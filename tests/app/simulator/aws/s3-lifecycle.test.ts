import { AwsAccount, refusal } from "./aws-account";

const rule = (id: string, more: object = {}) => ({
  id,
  status: "Enabled",
  expiration: [{ days: 3650 }],
  filter: [{ prefix: "" }],
  ...more,
});

const put = (...rules: object[]) => {
  const aws = new AwsAccount();
  aws.create("aws_s3_bucket", { bucket: "ticks" });
  return refusal(() =>
    aws.create("aws_s3_bucket_lifecycle_configuration", { bucket: "ticks", rule: rules as never }),
  );
};

const moves = (...transitions: [days: number, storageClass: string][]) => ({
  transition: transitions.map(([days, storage_class]) => ({ days, storage_class })),
});

describe("a lifecycle", () => {
  it("has rules with different ids", () => {
    expect(put(rule("a"), rule("a"))).toBe(
      "InvalidArgument: Rule ID must be unique. Found same ID for more than one rule",
    );
  });

  it("has rules that do something", () => {
    expect(put(rule("a", { expiration: [] }))).toBe(
      "InvalidRequest: At least one action needs to be specified in a rule",
    );
    expect(
      put(rule("a", { expiration: [], noncurrent_version_expiration: [{ noncurrent_days: 1 }] })),
    ).toBeUndefined();
  });

  it("moves nothing to infrequent access before the thirtieth day", () => {
    expect(put(rule("a", moves([7, "STANDARD_IA"])))).toBe(
      "InvalidArgument: 'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
    );
    expect(put(rule("a", moves([7, "GLACIER"])))).toBeUndefined();
  });

  it("moves objects in one direction, and leaves them in each Glacier class for ninety days", () => {
    expect(put(rule("a", moves([365, "GLACIER_IR"], [90, "DEEP_ARCHIVE"])))).toBe(
      "InvalidArgument: 'Days' in the 'Transition' action for StorageClass 'DEEP_ARCHIVE' for filter '(prefix=)' must " +
        "be greater than 'Days' in the 'Transition' action for StorageClass 'GLACIER_IR' for filter '(prefix=)'",
    );
    expect(put(rule("a", moves([90, "GLACIER"], [179, "DEEP_ARCHIVE"])))).toBe(
      "InvalidArgument: 'Days' in the 'Transition' action for StorageClass 'DEEP_ARCHIVE' for filter '(prefix=)' must " +
        "be 90 days more than 'filter '(prefix=)'' in the 'Transition' action for StorageClass 'GLACIER'",
    );
    expect(put(rule("a", moves([180, "DEEP_ARCHIVE"], [90, "GLACIER"])))).toBeUndefined();
    expect(put(rule("a", moves([30, "STANDARD_IA"], [59, "GLACIER_IR"])))).toMatch(
      /must be 30 days more than/,
    );
  });

  it("moves objects to a class once", () => {
    expect(put(rule("a", moves([90, "GLACIER"], [180, "GLACIER"])))).toBe(
      "InvalidRequest: 'StorageClass' must be different for 'Transition' actions in same 'Rule' with filter '(prefix=)'",
    );
  });

  it("expires after the last transition", () => {
    const expiresOn = (days: number) => rule("a", { ...moves([90, "GLACIER"]), expiration: [{ days }] });
    expect(put(expiresOn(90))).toBe(
      "InvalidArgument: 'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition action",
    );
    expect(put(expiresOn(91))).toBeUndefined();
  });

  it("keeps the same order for versions that are no longer current", () => {
    const noncurrent = (days: number, until: number) =>
      rule("a", {
        noncurrent_version_transition: [{ noncurrent_days: days, storage_class: "GLACIER" }],
        noncurrent_version_expiration: [{ noncurrent_days: until }],
      });
    expect(put(noncurrent(30, 30))).toBe(
      "InvalidArgument: 'NoncurrentDays' in the NoncurrentVersionExpiration action for filter '(prefix=)' must be " +
        "greater than 'NoncurrentDays' in the NoncurrentVersionTransition action",
    );
    expect(put(noncurrent(30, 120))).toBeUndefined();
  });

  it("clears away uploads and delete markers of any size, for they have none", () => {
    const bySize = { filter: [{ object_size_greater_than: 131_072 }], expiration: [] };
    expect(
      put(rule("a", { ...bySize, abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] })),
    ).toBe("InvalidRequest: AbortIncompleteMultipartUpload cannot be specified with Object Size.");
    expect(put(rule("a", { ...bySize, expiration: [{ expired_object_delete_marker: true, days: 0 }] }))).toBe(
      "InvalidRequest: ExpiredObjectDeleteMarker cannot be specified with Object Size.",
    );
    const tagged = { filter: [{ tag: [{ key: "a", value: "b" }] }], expiration: [] };
    expect(
      put(rule("a", { ...tagged, abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] })),
    ).toBe("InvalidRequest: AbortIncompleteMultipartUpload cannot be specified with Tags.");
  });

  it("says in a refusal what the rule applies to, as S3 writes it", () => {
    const and = {
      prefix: "logs/",
      tags: { archive: "true" },
      object_size_greater_than: 500,
      object_size_less_than: 0,
    };
    const refused = put(
      rule("a", { ...moves([90, "GLACIER"]), expiration: [{ days: 1 }], filter: [{ and: [and] }] }),
    );
    expect(refused).toContain(
      "filter '(prefix=logs/ and tag={key=archive, value=true} and objectsizegreaterthan=500)'",
    );
    expect(put(rule("a", { ...moves([90, "GLACIER"]), expiration: [{ days: 1 }], filter: [] }))).toContain(
      "filter '()'",
    );
  });

  it("refuses sizes between which nothing lies", () => {
    const between = { object_size_greater_than: 500, object_size_less_than: 500, prefix: "" };
    expect(put(rule("a", { filter: [{ and: [between] }] }))).toBe(
      "InvalidRequest: 'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
    );
  });
});
