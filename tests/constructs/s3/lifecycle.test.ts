import { lifecycleRules, type Lifecycle } from "../../../constructs/s3/lifecycle";
import type { Transition } from "../../../constructs/s3/glacier";

const rules = (lifecycle: Partial<Lifecycle>) =>
  Object.fromEntries(
    lifecycleRules({ noncurrentDays: 30, ...lifecycle }).map(({ id, ...rule }) => [id, rule]),
  );

const everything = [{ prefix: "" }];

describe("the lifecycle of a bucket", () => {
  it("clears away old versions, unfinished uploads and markers of what is gone, and no current object", () => {
    expect(rules({})).toEqual({
      "noncurrent-versions": {
        status: "Enabled",
        filter: everything,
        noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
      },
      "unfinished-uploads": {
        status: "Enabled",
        filter: everything,
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
      "delete-markers": {
        status: "Enabled",
        filter: everything,
        expiration: [{ expiredObjectDeleteMarker: true }],
      },
    });
  });

  it("deletes current objects where it is told to, and then has no second rule for delete markers", () => {
    expect(rules({ expireDays: 90 })["expiry"]).toMatchObject({
      filter: everything,
      expiration: [{ days: 90 }],
    });
    // S3 refuses days and markers in one rule, and an expiration by days takes the markers along.
    expect(rules({ expireDays: 90 })).not.toHaveProperty("delete-markers");
  });

  it("deletes under a prefix only what lies there", () => {
    const byPrefix = rules({ expireDaysByPrefix: { "vault/": 30, "databases/": 35 } });
    expect(byPrefix["expiry-vault"]).toMatchObject({
      filter: [{ prefix: "vault/" }],
      expiration: [{ days: 30 }],
    });
    expect(byPrefix["expiry-databases"]).toMatchObject({ expiration: [{ days: 35 }] });
  });

  it("moves objects to colder classes, and leaves those in place that would cost more there", () => {
    const moves = rules({
      transitions: [
        { storageClass: "GLACIER_IR", days: 90 },
        { storageClass: "DEEP_ARCHIVE", days: 730 },
      ],
    });
    expect(moves["to-glacier-ir"]).toEqual({
      status: "Enabled",
      filter: [{ objectSizeGreaterThan: 131_072 }],
      transition: [{ days: 90, storageClass: "GLACIER_IR" }],
    });
    expect(moves["to-deep-archive"]).toMatchObject({ filter: [{ objectSizeGreaterThan: 1_048_576 }] });
  });

  const refused: [string, Transition[], number | undefined, string][] = [
    ["deletion too soon", [{ storageClass: "GLACIER", days: 90 }], 120, "bills 90 days there"],
    ["deletion before the move", [{ storageClass: "GLACIER_IR", days: 90 }], 60, "leave it on day 60"],
    [
      "the next move too soon",
      [
        { storageClass: "DEEP_ARCHIVE", days: 120 },
        { storageClass: "GLACIER_IR", days: 90 },
      ],
      undefined,
      "let them leave on day 180 or later",
    ],
    [
      "a short stay in Deep Archive",
      [{ storageClass: "DEEP_ARCHIVE", days: 0 }],
      179,
      "bills 180 days there",
    ],
  ];
  it.each(refused)("refuses %s, which S3 bills all the same", (_, transitions, expireDays, says) => {
    const lifecycle = expireDays === undefined ? { transitions } : { transitions, expireDays };
    expect(() => rules(lifecycle)).toThrow(says);
  });
});
