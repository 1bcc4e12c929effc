import type { Attributes } from "../../../../app/simulator/value";
import { deleteObject } from "../../../../app/simulator/state-endpoint/s3-objects";
import { ServiceError } from "../../../../app/simulator/state-endpoint/service-error";
import { AwsAccount, refusal } from "./aws-account";

const DAY_SECONDS = 86_400;

const retention = (mode: string, days: number): Attributes => ({
  bucket: "trades",
  rule: [{ default_retention: [{ mode, days }] }],
});

/** An account with a bucket that was made with object lock, and keeps new objects so. */
function locking(mode: string, days: number, bucket: Attributes = {}) {
  const aws = new AwsAccount();
  const made = aws.create("aws_s3_bucket", { bucket: "trades", object_lock_enabled: true, ...bucket });
  const lock = aws.create("aws_s3_bucket_object_lock_configuration", retention(mode, days));
  return { aws, bucket: made, lock, store: aws.cloud.objectStore };
}

/** The answer to the deletion of a version: its status, or the code of the refusal. */
function deletion(aws: AwsAccount, key: string, versionId: string, bypass?: string): string {
  const headers = bypass === undefined ? {} : { "x-amz-bypass-governance-retention": bypass };
  const query = new URLSearchParams({ versionId });
  const request = { method: "DELETE", path: `/trades/${key}`, query, headers, body: Buffer.alloc(0) };
  try {
    return String(deleteObject(aws.cloud, "trades", key, request as never).status);
  } catch (error) {
    if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const PROTECTED = "AccessDenied: Access Denied because object protected by object lock.";

describe("object lock", () => {
  it("needs a bucket with versions, and brings them along when the bucket is made with it", () => {
    const aws = new AwsAccount();
    aws.create("aws_s3_bucket", { bucket: "trades" });
    expect(
      refusal(() => aws.create("aws_s3_bucket_object_lock_configuration", retention("GOVERNANCE", 1))),
    ).toBe(
      "InvalidBucketState: Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
    );
    expect(locking("GOVERNANCE", 1).store.versioningOf("trades")).toBe("Enabled");
  });

  it("can be turned on for a bucket that has versions already", () => {
    const aws = new AwsAccount();
    aws.create("aws_s3_bucket", { bucket: "trades" });
    const versioning_configuration = [{ status: "Enabled" }];
    aws.create("aws_s3_bucket_versioning", { bucket: "trades", versioning_configuration });
    aws.create("aws_s3_bucket_object_lock_configuration", retention("GOVERNANCE", 1));
    expect(aws.cloud.objectStore.locks.isOn("trades")).toBe(true);
  });

  it.each([
    ["no mode", { days: 1 }],
    ["a mode that is none", { mode: "STRICT", days: 1 }],
    ["neither days nor years", { mode: "COMPLIANCE" }],
    ["days and years", { mode: "COMPLIANCE", days: 1, years: 1 }],
  ])("takes no retention with %s", (_, default_retention: Attributes) => {
    const aws = new AwsAccount();
    aws.create("aws_s3_bucket", { bucket: "trades", object_lock_enabled: true });
    const rule = [{ default_retention: [default_retention] }];
    expect(
      refusal(() => aws.create("aws_s3_bucket_object_lock_configuration", { bucket: "trades", rule })),
    ).toMatch(/^MalformedXML: /);
  });

  it("keeps versioning on, also when terraform takes versioning away", () => {
    const { aws, store } = locking("GOVERNANCE", 1);
    const suspended = { bucket: "trades", versioning_configuration: [{ status: "Suspended" }] };
    expect(refusal(() => aws.create("aws_s3_bucket_versioning", suspended))).toBe(
      "InvalidBucketState: An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
    );
    const versioning = aws.create("aws_s3_bucket_versioning", {
      bucket: "trades",
      versioning_configuration: [{ status: "Enabled" }],
    });
    aws.delete(versioning);
    expect(store.versioningOf("trades")).toBe("Enabled");
  });

  it("keeps each version for its days, and lets a deletion without a version only hide it", () => {
    const { aws, store } = locking("COMPLIANCE", 30);
    const { versionId } = store.put("trades", "a", Buffer.from("1"));
    const marker = store.delete("trades", "a");
    expect(deletion(aws, "a", versionId)).toBe(PROTECTED);
    expect(deletion(aws, "a", marker?.versionId ?? "")).toBe("204");
    aws.cloud.wait(30 * DAY_SECONDS);
    expect(deletion(aws, "a", versionId)).toBe("204");
  });

  it("gives way in GOVERNANCE mode to who bypasses it, in COMPLIANCE mode to nobody", () => {
    for (const [mode, answer] of [
      ["GOVERNANCE", "204"],
      ["COMPLIANCE", PROTECTED],
    ] as const) {
      const { aws, store } = locking(mode, 30);
      const { versionId } = store.put("trades", "a", Buffer.from("1"));
      expect(deletion(aws, "a", versionId, "false")).toBe(PROTECTED);
      expect(deletion(aws, "a", versionId, "true")).toBe(answer);
    }
  });

  it("is bypassed nowhere else", () => {
    const aws = new AwsAccount();
    aws.create("aws_s3_bucket", { bucket: "trades" });
    expect(deletion(aws, "a", "null", "true")).toBe(
      "InvalidArgument: x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
    );
  });

  it("changes for new objects only, and leaves those that are locked as they are", () => {
    const { aws, lock, store } = locking("COMPLIANCE", 30);
    const before = store.put("trades", "before", Buffer.from("1"));
    aws.delete(lock);
    const after = store.put("trades", "after", Buffer.from("1"));
    expect(store.locks.isOn("trades")).toBe(true);
    expect(deletion(aws, "before", before.versionId)).toBe(PROTECTED);
    expect(deletion(aws, "after", after.versionId)).toBe("204");
  });

  it("keeps a bucket with locked objects from being deleted, by force only in COMPLIANCE mode", () => {
    for (const [mode, answer] of [
      ["GOVERNANCE", undefined],
      ["COMPLIANCE", PROTECTED],
    ] as const) {
      const plain = locking(mode, 30);
      plain.store.put("trades", "a", Buffer.from("1"));
      expect(refusal(() => plain.aws.delete(plain.bucket))).toMatch(/^BucketNotEmpty: /);
      const forced = locking(mode, 30, { force_destroy: true });
      forced.store.put("trades", "a", Buffer.from("1"));
      expect(refusal(() => forced.aws.delete(forced.bucket))).toBe(answer);
    }
  });

  it("goes with the bucket, and is the same in a copy of the cloud", () => {
    const { aws, bucket, store } = locking("COMPLIANCE", 30);
    const copy = aws.cloud.copy();
    expect(copy.objectStore.put("trades", "a", Buffer.from("1")).lock).toEqual({
      mode: "COMPLIANCE",
      untilMs: copy.clock.nowMs + 30 * DAY_SECONDS * 1000,
    });
    aws.delete(bucket);
    aws.create("aws_s3_bucket", { bucket: "trades" });
    expect(store.put("trades", "a", Buffer.from("1")).lock).toBeUndefined();
  });
});
