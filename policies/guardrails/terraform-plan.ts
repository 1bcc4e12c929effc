import { isObject } from "../../app/terraform/json";

/**
 * The part of `terraform show -json PLAN` that guardrails read (format version 1.x, "Plan Representation" in
 * Terraform's documentation of its JSON output).
 */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly mode?: string;
  /** Why Terraform chose to replace or delete, for example "replace_because_cannot_update". */
  readonly action_reason?: string;
  readonly change: {
    /** ["create"], ["update"], ["delete"], ["no-op"], ["read"], ["forget"], or both of create and delete. */
    readonly actions: readonly string[];
    /** Attributes of the object as it is; null when there is none yet. */
    readonly before?: unknown;
    /** Paths of attributes that force the replacement. */
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
  /** The object that the state knows and that has gone from AWS; left out while it is there. */
  readonly vanished?: { readonly actions: readonly string[]; readonly before?: unknown };
}

export interface TerraformPlan {
  readonly resource_changes?: readonly PlannedChange[];
  /** What differs between AWS and the state. */
  readonly resource_drift?: readonly PlannedChange[];
}

/** Whether the object has an attribute or block now. */
export function had(change: PlannedChange, name: string): boolean {
  const { before } = change.change;
  const value = isObject(before) ? before[name] : undefined;
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}

/** Whether the change deletes the object and makes another, in either order. */
export function isReplacement(change: PlannedChange): boolean {
  return change.change.actions.includes("delete") && change.change.actions.includes("create");
}

/** Whether the change deletes the object and makes no other. */
export function isDestruction(change: PlannedChange): boolean {
  return change.change.actions.includes("delete") && !change.change.actions.includes("create");
}
