import { policy } from "./rule-cases";
import type { Resources, RuleCases } from "./rule-cases";

const logging: Resources = {
  aws_s3_bucket: { ticks: { bucket: "ticks" }, logs: { bucket: "logs" } },
  aws_s3_bucket_logging: {
    ticks: { bucket: "${aws_s3_bucket.ticks.id}", target_bucket: "${aws_s3_bucket.logs.id}" },
  },
};
const ofLogs = { bucket: "${aws_s3_bucket.logs.id}" };

function encryptedWith(algorithm: string): Resources {
  const rule = [{ apply_server_side_encryption_by_default: { sse_algorithm: algorithm } }];
  return { aws_s3_bucket_server_side_encryption_configuration: { logs: { ...ofLogs, rule } } };
}

function granted(conditions: Record<string, unknown>): Resources {
  const statement = {
    Effect: "Allow",
    Principal: { Service: ["logging.s3.amazonaws.com"] },
    Action: ["s3:PutObject"],
    Resource: "${aws_s3_bucket.logs.arn}/*",
    Condition: conditions,
  };
  return { aws_s3_bucket_policy: { logs: { ...ofLogs, policy: policy(statement) } } };
}

const ownLogsOnly = granted({ StringEquals: { "aws:SourceAccount": "111111111111" } });

const ofTrades = { bucket: "${aws_s3_bucket.trades.id}" };

function lockedFor(retention: Record<string, unknown>, expireDays?: number): Resources {
  const expiration = [{ days: expireDays }];
  return {
    aws_s3_bucket: { trades: { bucket: "trades", object_lock_enabled: true } },
    aws_s3_bucket_object_lock_configuration: {
      trades: { ...ofTrades, rule: { default_retention: retention } },
    },
    ...(expireDays !== undefined && {
      aws_s3_bucket_lifecycle_configuration: {
        trades: { ...ofTrades, rule: [{ status: "Enabled", expiration }] },
      },
    }),
  };
}

function moving(smallest: string, filter: Record<string, unknown>): Resources {
  const rule = {
    id: "archive",
    status: "Enabled",
    filter: [filter],
    transition: [{ days: 90, storage_class: "GLACIER" }],
  };
  return {
    aws_s3_bucket_lifecycle_configuration: {
      trades: { ...ofTrades, transition_default_minimum_object_size: smallest, rule: [rule] },
    },
  };
}

const loggingAt = ["aws_s3_bucket_logging.ticks"];
const lockAt = ["aws_s3_bucket_object_lock_configuration.trades"];

export const s3RetentionCases: readonly RuleCases[] = [
  {
    rule: "s3-access-log-target",
    fails: [
      {
        what: "logs sent to a bucket with a KMS key",
        resources: { ...logging, ...encryptedWith("aws:kms"), ...ownLogsOnly },
        at: loggingAt,
        says: "It logs to aws_s3_bucket.logs. Its default encryption is aws:kms; use AES256.",
      },
      {
        what: "logs sent to a bucket that does not let them in",
        resources: { ...logging, ...encryptedWith("AES256") },
        at: loggingAt,
        says: "does not allow s3:PutObject to logging.s3.amazonaws.com",
      },
      {
        what: "logs sent to a bucket that lets in everybody's",
        resources: { ...logging, ...granted({ Bool: { "aws:SecureTransport": "true" } }) },
        at: loggingAt,
        says: "compare aws:SourceAccount or aws:SourceArn",
      },
      {
        what: "logs sent to a bucket with object lock",
        resources: {
          ...logging,
          ...ownLogsOnly,
          aws_s3_bucket: { ...logging.aws_s3_bucket, logs: { bucket: "logs", object_lock_enabled: true } },
        },
        at: loggingAt,
        says: "It has object lock",
      },
    ],
    passes: [
      {
        what: "logs sent to a bucket that takes this account's",
        resources: { ...logging, ...encryptedWith("AES256"), ...ownLogsOnly },
      },
      {
        what: "logs sent to a bucket of another stack",
        resources: {
          aws_s3_bucket_logging: {
            ticks: { bucket: "ticks", target_bucket: "${data.terraform_remote_state.a}" },
          },
        },
      },
    ],
  },
  {
    rule: "s3-object-lock",
    fails: [
      {
        what: "a bucket with object lock that locks nothing",
        resources: { aws_s3_bucket: { trades: { bucket: "trades", object_lock_enabled: true } } },
        at: ["aws_s3_bucket.trades"],
        says: "Add one with a default retention",
      },
      {
        what: "an object lock without a retention",
        resources: {
          ...lockedFor({}),
          aws_s3_bucket_object_lock_configuration: { trades: ofTrades },
        },
        at: lockAt,
        says: "It has no default retention",
      },
      {
        what: "COMPLIANCE where things are tried",
        resources: lockedFor({ mode: "COMPLIANCE", years: 7 }),
        tier: "staging",
        at: lockAt,
        says: "COMPLIANCE in a staging environment, where nobody could delete the bucket for 2555 days",
      },
      {
        what: "a lifecycle that hides what is still locked",
        resources: lockedFor({ mode: "COMPLIANCE", days: 2557 }, 365),
        tier: "production",
        at: lockAt,
        says: "locked for 2557 days, and the lifecycle hides them after 365",
      },
    ],
    passes: [
      {
        what: "a lock that the lifecycle waits for",
        resources: lockedFor({ mode: "GOVERNANCE", days: 30 }, 30),
      },
      { what: "a bucket without object lock", resources: { aws_s3_bucket: { a: { bucket: "a" } } } },
    ],
  },
  {
    rule: "s3-small-objects",
    fails: [
      {
        what: "objects of any size that move to Glacier",
        resources: moving("varies_by_storage_class", { prefix: "" }),
        at: ["aws_s3_bucket_lifecycle_configuration.trades"],
        says: "Its rule archive moves objects of any size",
      },
    ],
    passes: [
      {
        what: "objects that move from a size on",
        resources: moving("varies_by_storage_class", { object_size_greater_than: 131_071 }),
      },
      {
        what: "objects that move from a size on, under a prefix",
        resources: moving("varies_by_storage_class", {
          and: [{ prefix: "a/", object_size_greater_than: 131_071 }],
        }),
      },
      {
        what: "objects under 128 KB left to S3's default",
        resources: moving("all_storage_classes_128K", { prefix: "" }),
      },
    ],
  },
];
