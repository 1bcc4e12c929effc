import type { Statement } from "../iam/policy-document";

/** How a bucket keeps each object that is written to it. */
export interface ObjectLock {
  /** GOVERNANCE gives way to who may bypass it; COMPLIANCE to nobody, the account's root user included. */
  readonly mode: "GOVERNANCE" | "COMPLIANCE";
  /** Days from the writing of an object. */
  readonly days: number;
}

/**
 * Statements of the bucket's policy that keep a writer from giving an object less than the bucket would: what a
 * request says goes before the bucket's default.
 * Source: Amazon S3 user guide, "Object Lock considerations".
 * @param objects ARN of the objects
 */
export function lockStatements({ mode, days }: ObjectLock, objects: string): Statement[] {
  const shorter: Statement = {
    sid: "NoShorterRetention",
    effect: "Deny",
    actions: ["s3:PutObjectRetention"],
    resources: [objects],
    principals: "*",
    conditions: { NumericLessThan: { "s3:object-lock-remaining-retention-days": String(days) } },
  };
  if (mode === "GOVERNANCE") return [shorter];
  return [
    shorter,
    {
      sid: "NoWeakerLock",
      effect: "Deny",
      actions: ["s3:PutObjectRetention"],
      resources: [objects],
      principals: "*",
      conditions: { StringNotEquals: { "s3:object-lock-mode": mode } },
    },
  ];
}
