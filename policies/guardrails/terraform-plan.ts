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
    /** Paths of attributes that force the replacement. */
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

export interface TerraformPlan {
  readonly resource_changes?: readonly PlannedChange[];
}

/** Whether the change deletes the object and makes another, in either order. */
export function isReplacement(change: PlannedChange): boolean {
  return change.change.actions.includes("delete") && change.change.actions.includes("create");
}

/** Whether the change deletes the object and makes no other. */
export function isDestruction(change: PlannedChange): boolean {
  return change.change.actions.includes("delete") && !change.change.actions.includes("create");
}
