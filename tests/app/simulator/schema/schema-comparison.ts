import type { Attribute, Block, Schema } from "../../../../app/simulator/schema/schema";

/** One type as `terraform providers schema -json` prints it; only what is compared. */
export interface RealSchema {
  version: number;
  block: RealBlock;
}
interface RealBlock {
  attributes?: Record<string, RealAttribute>;
  block_types?: Record<
    string,
    { nesting_mode: string; block: RealBlock; min_items?: number; max_items?: number }
  >;
}
interface RealAttribute {
  type?: unknown;
  required?: boolean;
  optional?: boolean;
  computed?: boolean;
  sensitive?: boolean;
  write_only?: boolean;
}
export interface RealProviderSchema {
  provider: RealSchema;
  resource_schemas: Record<string, RealSchema>;
  data_source_schemas: Record<string, RealSchema>;
}

/** What of an attribute or block counts: a binding carries the shape, the facts complete it. */
export type Depth = "shape" | "whole";

/** Differences, one line each: `path: ours X, real Y`, sorted. */
export function differences(name: string, ours: Schema, real: RealSchema, depth: Depth): string[] {
  const found = compareBlocks(name, ours.block, real.block, depth);
  if (depth === "whole" && ours.version !== real.version) {
    found.push(`${name}@version: ours ${ours.version}, real ${real.version}`);
  }
  return found.sort();
}

function compareBlocks(path: string, ours: Block, real: RealBlock, depth: Depth): string[] {
  const oursFlat = new Map<string, string>();
  const realFlat = new Map<string, string>();
  flattenOurs(path, ours, depth, oursFlat);
  flattenReal(path, real, depth, realFlat);
  const found: string[] = [];
  for (const [key, text] of oursFlat) {
    const other = realFlat.get(key);
    if (other !== text) found.push(`${key}: ours ${text}, real ${other ?? "lacks it"}`);
  }
  for (const [key, text] of realFlat)
    if (!oursFlat.has(key)) found.push(`${key}: ours lacks it, real ${text}`);
  return found;
}

function flattenOurs(path: string, block: Block, depth: Depth, into: Map<string, string>): void {
  for (const [name, attribute] of Object.entries(block.attributes)) {
    into.set(`${path}.${name}`, describe(attribute, attribute.writeOnly, depth));
  }
  for (const [name, nested] of Object.entries(block.blocks)) {
    const { mode, minItems = 0, maxItems = 0 } = nested;
    into.set(`${path}.${name}`, describeBlock(mode, minItems, maxItems, depth));
    flattenOurs(`${path}.${name}`, nested.block, depth, into);
  }
}

function flattenReal(path: string, block: RealBlock, depth: Depth, into: Map<string, string>): void {
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    into.set(`${path}.${name}`, describe(attribute, attribute.write_only, depth));
  }
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    const { nesting_mode, min_items = 0, max_items = 0 } = nested;
    into.set(`${path}.${name}`, describeBlock(nesting_mode, min_items, max_items, depth));
    flattenReal(`${path}.${name}`, nested.block, depth, into);
  }
}

function describe(
  attribute: Attribute | RealAttribute,
  writeOnly: boolean | undefined,
  depth: Depth,
): string {
  const { type, required, optional, computed, sensitive } = attribute;
  const marks = [required && "required", (optional ?? false) && "optional"];
  // A binding cannot tell optional from optional and computed.
  if (depth === "whole" || (!required && !optional)) marks.push(computed && "computed");
  if (depth === "whole") marks.push(sensitive && "sensitive", writeOnly && "write-only");
  return [sortedType(type), ...marks.filter(Boolean)].join(" ");
}

function describeBlock(mode: string, minItems: number, maxItems: number, depth: Depth): string {
  if (depth === "whole") return `${mode} of blocks, ${minItems} to ${maxItems === 0 ? "any" : maxItems}`;
  return `${mode} of blocks${minItems > 0 ? ", required" : ""}`;
}

/** Members of objects in the order of their names. */
function sortedType(type: unknown): string {
  return JSON.stringify(type, (_key, value: unknown) => {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
