import { UserError } from "../../app/user-error";

/**
 * The storage classes for data that is seldom read. Sources, checked 2026-11-21: Amazon S3 user guide,
 * "Understanding and managing storage classes" and "Transitioning objects using Amazon S3 Lifecycle"; prices of
 * us-east-1, aws.amazon.com/s3/pricing: USD a GB and month, where S3 Standard is 0.023, and USD for 1,000 transitions.
 */
export const glacierClasses = {
  /** Answers in milliseconds, like S3 Standard; 0.004 and 0.02. */
  GLACIER_IR: {
    minimumDays: 90,
    // Smaller ones are billed as 128 KiB. One of 128 KiB has paid for its move after nine months.
    leftUpToBytes: 128 * 1024,
  },
  /** Restored in minutes to 12 hours; 0.0036 and 0.03. */
  GLACIER: {
    minimumDays: 90,
    // S3 adds 40 KiB to each object, 8 of them at the price of S3 Standard: with those, 128 KiB have paid for their
    // move after fifteen months.
    leftUpToBytes: 128 * 1024,
  },
  /** Restored in 12 to 48 hours; 0.00099 and 0.05. */
  DEEP_ARCHIVE: {
    minimumDays: 180,
    // It adds 40 KiB as well. From Instant Retrieval 128 KiB would pay for their move in 26 years, 1 MiB in 19 months.
    leftUpToBytes: 1024 * 1024,
  },
} as const;

export type GlacierClass = keyof typeof glacierClasses;

/** The move of objects to a colder class. */
export interface Transition {
  readonly storageClass: GlacierClass;
  /** Age of the objects, in days. */
  readonly days: number;
}

/**
 * Refuses moves that cost more than they save: each class bills a minimum of days, however soon an object leaves it.
 * @param expireDays age at which objects are deleted; undefined where they never are
 */
export function checkTransitions(transitions: readonly Transition[], expireDays: number | undefined): void {
  const ordered = [...transitions].sort((one, other) => one.days - other.days);
  for (const [index, { storageClass, days }] of ordered.entries()) {
    const leaves = ordered[index + 1]?.days ?? expireDays;
    const { minimumDays } = glacierClasses[storageClass];
    if (leaves === undefined || leaves - days >= minimumDays) continue;
    throw new UserError(
      `Objects would move to ${storageClass} on day ${days} and leave it on day ${leaves}, and S3 bills ` +
        `${minimumDays} days there; let them leave on day ${days + minimumDays} or later.`,
    );
  }
}
