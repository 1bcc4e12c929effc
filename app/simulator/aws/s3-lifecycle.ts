import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { lifecycleFilter, type LifecycleFilter } from "./s3-lifecycle-filter";
import { blocks, text } from "./identifiers";

const MAX_RULES = 1000;

/** Days before which S3 moves nothing there (User Guide, "Transitioning objects using Amazon S3 Lifecycle"). */
const EARLIEST_DAY: Readonly<Record<string, number>> = { STANDARD_IA: 30, ONEZONE_IA: 30 };

/** From the warmest to the coldest: a rule moves objects one way only (User Guide, ibid., "waterfall model"). */
const WATERFALL = [
  "STANDARD_IA",
  "INTELLIGENT_TIERING",
  "ONEZONE_IA",
  "GLACIER_IR",
  "GLACIER",
  "DEEP_ARCHIVE",
] as const;

/** Days that one rule must leave an object in a class before it moves on. */
const SHORTEST_STAY: Readonly<Record<string, number>> = {
  STANDARD_IA: 30,
  ONEZONE_IA: 30,
  GLACIER_IR: 90,
  GLACIER: 90,
};

/** An action on current versions, and how S3 writes it and its days in a refusal. */
interface Actions {
  readonly transition: { readonly block: string; readonly name: string };
  readonly expiration: { readonly block: string; readonly name: string };
  readonly days: { readonly attribute: string; readonly name: string };
}

const CURRENT: Actions = {
  transition: { block: "transition", name: "Transition" },
  expiration: { block: "expiration", name: "Expiration" },
  days: { attribute: "days", name: "Days" },
};

const NONCURRENT: Actions = {
  transition: { block: "noncurrent_version_transition", name: "NoncurrentVersionTransition" },
  expiration: { block: "noncurrent_version_expiration", name: "NoncurrentVersionExpiration" },
  days: { attribute: "noncurrent_days", name: "NoncurrentDays" },
};

/**
 * What S3 refuses of a lifecycle configuration beyond its syntax, in the words of answers that users of S3 have
 * published; those about several transitions of one rule are known for Days, and written alike for NoncurrentDays.
 * @throws ApiError InvalidArgument, InvalidRequest
 */
export function checkLifecycle(attributes: Attributes): void {
  const rules = blocks(attributes["rule"]);
  if (rules.length > MAX_RULES) {
    throw new ApiError(
      "InvalidRequest",
      "The number of lifecycle rules must not exceed the allowed limit of 1000 rules",
    );
  }
  const ids = new Set<string>();
  for (const rule of rules) {
    const id = text(rule["id"]);
    if (ids.has(id)) throw refused("Rule ID must be unique. Found same ID for more than one rule");
    ids.add(id);
    const filter = lifecycleFilter(rule);
    checkActions(rule, filter);
    for (const actions of [CURRENT, NONCURRENT]) {
      checkTransitions(rule, actions, filter.says);
      checkExpiration(rule, actions, filter.says);
    }
  }
}

function checkActions(rule: Attributes, filter: LifecycleFilter): void {
  const aborts = blocks(rule["abort_incomplete_multipart_upload"]).length > 0;
  const named = [CURRENT, NONCURRENT].flatMap(({ transition, expiration }) => [
    transition.block,
    expiration.block,
  ]);
  if (!aborts && named.every((block) => blocks(rule[block]).length === 0)) {
    throw new ApiError("InvalidRequest", "At least one action needs to be specified in a rule");
  }
  const clearsMarkers = blocks(rule["expiration"]).some(
    (expiration) => expiration["expired_object_delete_marker"] === true,
  );
  for (const [action, present] of [
    ["AbortIncompleteMultipartUpload", aborts],
    ["ExpiredObjectDeleteMarker", clearsMarkers],
  ] as const) {
    if (!present) continue;
    // An upload in flight has no size, and a delete marker has none.
    if (filter.bySize) {
      throw new ApiError("InvalidRequest", `${action} cannot be specified with Object Size.`);
    }
    if (filter.byTag) throw new ApiError("InvalidRequest", `${action} cannot be specified with Tags.`);
  }
}

function checkTransitions(rule: Attributes, { transition: action, days }: Actions, filter: string): void {
  const transitions = blocks(rule[action.block]).map((transition) => ({
    storageClass: text(transition["storage_class"]),
    day: dayOf(transition, days.attribute),
  }));
  for (const { storageClass, day } of transitions) {
    const earliest = EARLIEST_DAY[storageClass] ?? 0;
    if (day >= earliest) continue;
    throw refused(
      `'${days.name}' in ${action.name} action must be greater than or equal to ${earliest} for storageClass '${storageClass}'`,
    );
  }
  const rank = (storageClass: string) => (WATERFALL as readonly string[]).indexOf(storageClass);
  const ordered = [...transitions].sort((one, other) => rank(one.storageClass) - rank(other.storageClass));
  for (const [index, colder] of ordered.entries()) {
    for (const warmer of ordered.slice(0, index)) {
      if (warmer.storageClass === colder.storageClass) {
        throw new ApiError(
          "InvalidRequest",
          `'StorageClass' must be different for '${action.name}' actions in same 'Rule' with filter '${filter}'`,
        );
      }
      // Infinite where an action goes by date: dates are not compared here.
      if (!Number.isFinite(warmer.day) || !Number.isFinite(colder.day)) continue;
      const its = (storageClass: string) =>
        `'${days.name}' in the '${action.name}' action for StorageClass '${storageClass}' for filter '${filter}'`;
      if (colder.day <= warmer.day) {
        throw refused(`${its(colder.storageClass)} must be greater than ${its(warmer.storageClass)}`);
      }
      const stay = SHORTEST_STAY[warmer.storageClass] ?? 0;
      if (colder.day - warmer.day >= stay) continue;
      throw refused(
        `${its(colder.storageClass)} must be ${stay} days more than 'filter '${filter}'' in the ` +
          `'${action.name}' action for StorageClass '${warmer.storageClass}'`,
      );
    }
  }
}

function checkExpiration(rule: Attributes, { transition, expiration, days }: Actions, filter: string): void {
  const last = Math.max(
    ...blocks(rule[transition.block])
      .map((action) => dayOf(action, days.attribute))
      .filter(Number.isFinite),
  );
  for (const action of blocks(rule[expiration.block])) {
    const expires = dayOf(action, days.attribute);
    // 0 is how the provider writes an expiration by date or of delete markers.
    if (expires === 0 || expires > last) continue;
    throw refused(
      `'${days.name}' in the ${expiration.name} action for filter '${filter}' must be greater than ` +
        `'${days.name}' in the ${transition.name} action`,
    );
  }
}

/** Days of an action; infinity when it goes by date or says nothing. */
function dayOf(action: Attributes, attribute: string): number {
  const value = action[attribute];
  return typeof value === "number" ? value : Infinity;
}

function refused(message: string): ApiError {
  return new ApiError("InvalidArgument", message);
}
