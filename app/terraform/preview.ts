import * as fs from "node:fs";
import * as path from "node:path";
import { asObject, isObject, type JsonObject } from "./json";
import type { TerraformPlan } from "./plan";
import { configurationFile } from "./workspace";

/** One exported value as far as a plan knows it. */
export type PlannedOutput =
  | { readonly kind: "known"; readonly value: unknown }
  | { readonly kind: "unknown" }
  | { readonly kind: "list"; readonly items: readonly PlannedOutput[] }
  | { readonly kind: "map"; readonly items: Readonly<Record<string, PlannedOutput>> };

/** What a stack that is not deployed will export, as far as its own plan knows. */
export type PlannedOutputs = Readonly<Record<string, PlannedOutput>>;

/** The outputs of a plan; what is only known after apply stays unknown, element by element. */
export function plannedOutputs(plan: TerraformPlan): PlannedOutputs {
  return Object.fromEntries(
    Object.entries(plan.output_changes ?? {})
      .filter(([, change]) => !change.actions.includes("delete"))
      .map(([name, change]) => [name, plannedValue(change.after, change.after_unknown)]),
  );
}

function plannedValue(after: unknown, unknown: unknown): PlannedOutput {
  if (unknown === true) return { kind: "unknown" };
  if (!hasUnknown(unknown)) return { kind: "known", value: after ?? null };
  if (Array.isArray(unknown)) {
    const values = Array.isArray(after) ? (after as unknown[]) : [];
    const length = Math.max(values.length, unknown.length);
    const items = Array.from({ length }, (_, index) =>
      plannedValue(values[index], (unknown as unknown[])[index]),
    );
    return { kind: "list", items };
  }
  const [left, right] = [asObject(after), asObject(unknown)];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return {
    kind: "map",
    items: Object.fromEntries(names.map((name) => [name, plannedValue(left[name], right[name])])),
  };
}

function hasUnknown(unknown: unknown): boolean {
  if (Array.isArray(unknown)) return unknown.some(hasUnknown);
  return isObject(unknown) ? Object.values(unknown).some(hasUnknown) : unknown === true;
}

/** The stack whose state a `terraform_remote_state` reads, told by its key in the bucket. */
export type ProducerOf = (backendKey: string) => string | undefined;

/**
 * A stack's configuration as it can be planned before the stacks that it reads are deployed: the remote state of
 * each such producer becomes a local value of what its plan knows, and where that is unknown an attribute of a
 * `terraform_data` to be created, which terraform knows only after apply. Such a plan is for reading; it is never
 * applied, since it holds resources that are not the stack's. The backend stays: what exists of the stack is compared.
 */
export function previewConfiguration(
  configuration: JsonObject,
  undeployed: ReadonlyMap<string, PlannedOutputs>,
  producerOf: ProducerOf,
): JsonObject {
  const remoteStates = asObject(asObject(configuration["data"])["terraform_remote_state"]);
  const replaced = new Map<string, string>();
  for (const [id, value] of Object.entries(remoteStates)) {
    const key = asObject(asObject(value)["config"])["key"];
    const producer = typeof key === "string" ? producerOf(key) : undefined;
    if (producer !== undefined && undeployed.has(producer)) replaced.set(id, producer);
  }
  const preview = substitute(configuration, replaced) as JsonObject;
  const data = { ...asObject(preview["data"]) };
  const kept = Object.fromEntries(Object.entries(remoteStates).filter(([id]) => !replaced.has(id)));
  delete data["terraform_remote_state"];
  if (Object.keys(kept).length > 0) data["terraform_remote_state"] = kept;

  const unknowns: JsonObject = {};
  const locals: JsonObject = {};
  for (const [id, producer] of replaced) {
    const outputs = undeployed.get(producer) ?? {};
    locals[localName(id)] = Object.fromEntries(
      Object.entries(outputs).map(([name, output]) => [name, render(output, [id, name], unknowns)]),
    );
  }
  const resource = { ...asObject(preview["resource"]) };
  if (Object.keys(unknowns).length > 0) {
    resource["terraform_data"] = { ...asObject(resource["terraform_data"]), ...unknowns };
  }
  return withoutEmptyBlocks({
    ...preview,
    data,
    resource,
    locals: { ...asObject(preview["locals"]), ...locals },
  });
}

/** Terraform refuses `"data": {}`. */
function withoutEmptyBlocks(configuration: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(configuration).filter(
      ([name, block]) =>
        !["data", "resource", "locals"].includes(name) || Object.keys(asObject(block)).length > 0,
    ),
  );
}

/** Resources that a preview adds to stand for unknown values: they are no part of the stack and are left out of its plan. */
export const previewPrefix = "drydock_preview_";

/** The plan of a preview without the resources that only stand for unknown values. */
export function withoutPlaceholders(plan: TerraformPlan): TerraformPlan {
  const isPlaceholder = ({ address }: { readonly address: string }): boolean =>
    address.startsWith(`terraform_data.${previewPrefix}`);
  return {
    ...plan,
    resource_changes: (plan.resource_changes ?? []).filter((change) => !isPlaceholder(change)),
  };
}

/** Writes the preview of a stack into a folder of its own. */
export function writePreview(configuration: JsonObject, folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, configurationFile), JSON.stringify(configuration, null, 2));
}

function localName(id: string): string {
  return `${previewPrefix}${id.replace(/[^A-Za-z0-9_]/g, "_")}`;
}

function render(output: PlannedOutput, at: readonly string[], unknowns: JsonObject): unknown {
  switch (output.kind) {
    case "known":
      return escapeTemplates(output.value);
    case "list":
      return output.items.map((item, index) => render(item, [...at, String(index)], unknowns));
    case "map":
      return Object.fromEntries(
        Object.entries(output.items).map(([name, item]) => [name, render(item, [...at, name], unknowns)]),
      );
    case "unknown": {
      const name = `${previewPrefix}${at.join("_").replace(/[^A-Za-z0-9_]/g, "_")}`;
      unknowns[name] = {};
      // What jsondecode makes of an unknown text has no type yet, so it fits wherever the export is used.
      return `\${jsondecode(terraform_data.${name}.id)}`;
    }
  }
}

/** Every `data.terraform_remote_state.ID.outputs` of a replaced producer becomes its local value. */
function substitute(value: unknown, replaced: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") {
    return value.replace(/data\.terraform_remote_state\.([A-Za-z0-9_-]+)\.outputs\b/g, (text, id: string) =>
      replaced.has(id) ? `local.${localName(id)}` : text,
    );
  }
  if (Array.isArray(value)) return value.map((item) => substitute(item, replaced));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, substitute(item, replaced)]));
}

/** A literal must not be read as a template. */
function escapeTemplates(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/([$%])\{/g, "$1$1{");
  if (Array.isArray(value)) return value.map(escapeTemplates);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, escapeTemplates(item)]));
}
