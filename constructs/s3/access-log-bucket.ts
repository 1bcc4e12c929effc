import type { Construct } from "constructs";
import { suppress } from "../../policies/guardrails/suppression";
import { s3Arn, type Placement } from "../estate/placement";
import { SecureBucket } from "./secure-bucket";

/** @see AccessLogBucket */
export interface AccessLogBucketProps {
  /** Name, unique in the world. */
  readonly name: string;
  readonly placement: Placement;
  /** Pattern of the names of buckets that may log here: `drydock-dev-*-111111111111`. */
  readonly from: string;
  /** Days for which logs are kept. */
  readonly days: number;
}

/**
 * The bucket that takes the access logs of others, in their region and account. S3 delivers nothing, and says nothing,
 * where the default encryption is a KMS key, the policy does not let its log service write, or the bucket has object
 * lock. Source: Amazon S3 user guide, "Enabling Amazon S3 server access logging".
 */
export class AccessLogBucket extends SecureBucket {
  constructor(scope: Construct, id: string, { name, placement, from, days }: AccessLogBucketProps) {
    super(scope, id, {
      name,
      placement,
      encryption: "s3-managed",
      lifecycle: { noncurrentDays: 7, expireDays: days },
      statements: [
        {
          sid: "LogDelivery",
          actions: ["s3:PutObject"],
          resources: [s3Arn(placement, `${name}/*`)],
          principals: { service: ["logging.s3.amazonaws.com"] },
          conditions: {
            StringEquals: { "aws:SourceAccount": placement.accountId },
            ArnLike: { "aws:SourceArn": s3Arn(placement, from) },
          },
        },
      ],
    });
    suppress(
      this,
      "s3-encryption",
      "Amazon S3 delivers access logs only to buckets whose default encryption is SSE-S3.",
    );
    suppress(
      this,
      "s3-access-logging",
      "A log bucket that logs its own requests fills itself: every delivery is one more request.",
    );
  }
}
