import { checkTransitions, glacierClasses, type Transition } from "./glacier";

/** How long a bucket keeps what lies in it. */
export interface Lifecycle {
  /** Days after which a version that is no longer current is deleted. */
  readonly noncurrentDays: number;
  /** Days after which a current object is deleted. @default - never */
  readonly expireDays?: number;
  /** The same for the objects under a prefix: `{ "vault/": 30 }`. @default - none */
  readonly expireDaysByPrefix?: Readonly<Record<string, number>>;
  /** Moves to colder classes, of objects that are large enough for it. @default - none */
  readonly transitions?: readonly Transition[];
}

const MULTIPART_DAYS = 7;

/**
 * What S3 leaves in place where a rule has no filter by size. Every transition here has one, which goes first; the
 * value is S3's default and written out because that default has changed once (2024).
 * Source: API reference, PutBucketLifecycleConfiguration.
 */
export const SMALL_OBJECTS = "all_storage_classes_128K";

/**
 * The rules of a bucket's lifecycle configuration: old versions and unfinished uploads are cleared away everywhere.
 * @throws UserError for a transition that would cost more than it saves
 */
export function lifecycleRules(lifecycle: Lifecycle) {
  const { expireDays, expireDaysByPrefix = {}, transitions = [] } = lifecycle;
  checkTransitions(transitions, expireDays);
  return [
    rule("noncurrent-versions", {
      noncurrentVersionExpiration: [{ noncurrentDays: lifecycle.noncurrentDays }],
    }),
    rule("unfinished-uploads", {
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: MULTIPART_DAYS }],
    }),
    expireDays === undefined
      ? // A marker that hides nothing any more slows listings down; a rule that expires objects takes it by itself.
        rule("delete-markers", { expiration: [{ expiredObjectDeleteMarker: true }] })
      : rule("expiry", { expiration: [{ days: expireDays }] }),
    ...Object.entries(expireDaysByPrefix).map(([prefix, days]) =>
      rule(`expiry-${prefix.replace(/[^a-z0-9]+/g, "")}`, { expiration: [{ days }] }, { prefix }),
    ),
    ...transitions.map(({ storageClass, days }) =>
      rule(
        `to-${storageClass.toLowerCase().replace("_", "-")}`,
        { transition: [{ days, storageClass }] },
        { objectSizeGreaterThan: glacierClasses[storageClass].leftUpToBytes },
      ),
    ),
  ];
}

function rule<Action extends object>(id: string, action: Action, filter: object = { prefix: "" }) {
  return { id, status: "Enabled", filter: [filter], ...action };
}
