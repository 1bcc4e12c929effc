import type { Value } from "../value";
import type { BlockType, TypeExpression } from "./type-expression";

/** How blocks of one name nest; the protocol has maps and groups of blocks too, which none of the providers uses. */
export type NestingMode = "single" | "list" | "set";

/** One attribute: what Terraform sees of it, and what only the planner knows. */
export interface Attribute {
  type: TypeExpression;
  required?: boolean;
  optional?: boolean;
  computed?: boolean;
  sensitive?: boolean;
  writeOnly?: boolean;
  /**
   * The attributes inside, when `type` is an object or a collection of objects. Protocol 5 sends only the type;
   * the planner follows defaults and computed parts through this.
   */
  nested?: { mode: "single" | "list" | "set" | "map"; block: Block };
  forceNew?: boolean;
  default?: Value;
  equivalent?: (planned: string, prior: string) => boolean;
}

export interface NestedBlock {
  mode: NestingMode;
  block: Block;
  minItems?: number;
  maxItems?: number;
  forceNew?: boolean;
  /** Left out of the configuration, AWS decides (old SDK only; Terraform itself knows no computed blocks). */
  computed?: boolean;
}

export interface Block {
  attributes: Record<string, Attribute>;
  blocks: Record<string, NestedBlock>;
}

export interface Schema {
  version: number;
  block: Block;
  /**
   * Built on the provider SDK 2, whose plans may differ from the configuration (defaults of attributes that are not
   * computed, computed blocks). Told by `id`: only that SDK adds it as an argument.
   */
  legacyTypeSystem: boolean;
}

/** The type of a whole block: one object type with everything inside. */
export function blockType(block: Block): BlockType {
  const members: Record<string, TypeExpression> = {};
  for (const [name, attribute] of Object.entries(block.attributes)) members[name] = attribute.type;
  for (const [name, nested] of Object.entries(block.blocks)) members[name] = nestedBlockType(nested);
  return ["object", members];
}

export function nestedBlockType(nested: NestedBlock): TypeExpression {
  const inner = blockType(nested.block);
  return nested.mode === "single" ? inner : [nested.mode, inner];
}
