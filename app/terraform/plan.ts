import { attributeChanges } from "./attribute-changes";

/** `terraform show -json PLAN` (format 1.x), as far as it is read; https://developer.hashicorp.com/terraform/internals/json-format. */
export interface TerraformPlan {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly resource_changes?: readonly RawResourceChange[];
  readonly resource_drift?: readonly RawResourceChange[];
  readonly output_changes?: Readonly<Record<string, RawChange>>;
  readonly planned_values?: {
    readonly outputs?: Readonly<Record<string, { readonly value?: unknown; readonly sensitive?: boolean }>>;
  };
  /** What the plan has read, data sources among it. */
  readonly prior_state?: unknown;
  readonly errored?: boolean;
  readonly applyable?: boolean;
  readonly complete?: boolean;
}

export interface RawResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly provider_name?: string;
  readonly deposed?: string;
  readonly action_reason?: string;
  readonly change: RawChange;
}

export interface RawChange {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: { readonly id?: string };
}

export type Action =
  "create" | "update" | "replace" | "delete" | "read" | "no-op" | "move" | "import" | "forget";

/** One attribute that a change touches. */
export interface AttributeChange {
  /** "tags.owner", "ingress[0].cidr_blocks". */
  readonly path: string;
  /** Undefined when absent; hidden when sensitive. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** The value is only known after apply. */
  readonly unknown: boolean;
  /** The values are withheld: terraform marks them sensitive. */
  readonly sensitive: boolean;
  /** This attribute is what forces the replacement. */
  readonly forcesReplacement: boolean;
}

/** One resource that a plan, or the world since the last apply, changes. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly mode: "managed" | "data";
  readonly action: Action;
  /** Where it was before a move. */
  readonly previousAddress?: string;
  /** The id that it is imported by. */
  readonly importId?: string;
  /** Only for replacements: whether the new object stands before the old one goes. */
  readonly createBeforeDestroy?: boolean;
  /** Terraform's reason, e.g. "replace_because_tainted". */
  readonly reason?: string;
  readonly attributes: readonly AttributeChange[];
}

/** A plan as people read it: what changes, and what had changed by itself. */
export interface PlanSummary {
  /** Everything but no-ops, sorted by address. */
  readonly changes: readonly ResourceChange[];
  /** What differs between the cloud and the state, in attributes that the provider reports. */
  readonly drift: readonly ResourceChange[];
  readonly outputs: readonly {
    readonly name: string;
    readonly action: Action;
    readonly sensitive: boolean;
  }[];
  readonly counts: Readonly<Record<Action, number>>;
  /** Nothing to do: no resource and no output changes (reads of data sources alone change nothing). */
  readonly empty: boolean;
}

const actions: readonly Action[] = [
  "create",
  "update",
  "replace",
  "delete",
  "read",
  "no-op",
  "move",
  "import",
  "forget",
];

/** Reads a plan into typed changes. */
export function readPlan(plan: TerraformPlan): PlanSummary {
  const all = (plan.resource_changes ?? []).map(readChange);
  const changes = all.filter(({ action }) => action !== "no-op").sort(byAddress);
  const drift = (plan.resource_drift ?? [])
    .map(readChange)
    .filter(({ action }) => action !== "no-op")
    .sort(byAddress);
  const outputs = Object.entries(plan.output_changes ?? {})
    .map(([name, change]) => ({ name, action: actionOf(change), sensitive: change.after_sensitive === true }))
    .filter(({ action }) => action !== "no-op");
  const counts = Object.fromEntries(actions.map((action) => [action, 0])) as Record<Action, number>;
  for (const { action } of all) counts[action] += 1;
  const empty = changes.every(({ action }) => action === "read") && outputs.length === 0;
  return { changes, drift, outputs, counts, empty };
}

/** "3 to create, 1 to replace" or "no changes". */
export function describeCounts(counts: PlanSummary["counts"]): string {
  const words = actions
    .filter((action) => action !== "no-op" && action !== "read" && counts[action] > 0)
    .map((action) => `${counts[action]} to ${action}`);
  return words.length === 0 ? "no changes" : words.join(", ");
}

function readChange(raw: RawResourceChange): ResourceChange {
  const { change } = raw;
  const moved = raw.previous_address !== undefined && raw.previous_address !== raw.address;
  const plain = actionOf(change);
  const action =
    plain === "no-op" && change.importing ? "import" : plain === "no-op" && moved ? "move" : plain;
  return {
    address: raw.deposed ? `${raw.address} (deposed ${raw.deposed})` : raw.address,
    type: raw.type,
    mode: raw.mode,
    action,
    ...(moved && { previousAddress: raw.previous_address }),
    ...(change.importing?.id !== undefined && { importId: change.importing.id }),
    ...(action === "replace" && { createBeforeDestroy: change.actions[0] === "create" }),
    ...(raw.action_reason !== undefined && { reason: raw.action_reason }),
    attributes: plain === "no-op" ? [] : attributeChanges(change),
  };
}

function actionOf(change: RawChange): Action {
  const [first, second] = change.actions;
  if (second !== undefined) return "replace";
  return actions.find((action) => action === first) ?? "no-op";
}

function byAddress(a: ResourceChange, b: ResourceChange): number {
  return a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
}
