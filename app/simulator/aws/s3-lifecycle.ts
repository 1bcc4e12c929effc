import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { blocks, text } from "./identifiers";

const MAX_RULES = 1000;

/** Days before which S3 moves nothing there (User Guide, "Transitioning objects using Amazon S3 Lifecycle"). */
const EARLIEST_DAY: Readonly<Record<string, number>> = { STANDARD_IA: 30, ONEZONE_IA: 30 };

/**
 * What S3 refuses of a lifecycle configuration beyond its syntax.
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
    if (ids.has(id)) {
      throw new ApiError("InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule");
    }
    ids.add(id);
    checkDays(rule);
  }
}

function checkDays(rule: Attributes): void {
  const transitions = blocks(rule["transition"]);
  for (const transition of transitions) {
    const storageClass = text(transition["storage_class"]);
    const earliest = EARLIEST_DAY[storageClass] ?? 0;
    if (days(transition) < earliest) {
      throw new ApiError(
        "InvalidArgument",
        `'Days' in Transition action must be greater than or equal to ${earliest} for storageClass '${storageClass}'`,
      );
    }
  }
  for (const expiration of blocks(rule["expiration"])) {
    const last = Math.max(-Infinity, ...transitions.map(days));
    const expires = days(expiration);
    // 0 is how the provider writes an expiration by date or of delete markers.
    if (expires > 0 && Number.isFinite(expires) && expires <= last) {
      throw new ApiError(
        "InvalidArgument",
        "'Days' in the Expiration action for filter must be greater than 'Days' in the Transition action",
      );
    }
  }
}

/** Days of an action; infinity when it goes by date or says nothing. */
function days(action: Attributes): number {
  const value = action["days"];
  return typeof value === "number" ? value : Infinity;
}
