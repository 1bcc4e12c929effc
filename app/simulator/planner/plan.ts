import type { Recomputation } from "../behaviour";
import type { AttributePath } from "../protocol/attribute-path";
import type { Schema } from "../schema/schema";
import { blockType } from "../schema/schema";
import type { TypeExpression } from "../schema/type-expression";
import { UNKNOWN, type Attributes } from "../value";
import { equal } from "./canonical";
import { allTags } from "./default-tags";
import { plannedBlock } from "./planned-block";
import { replacementPaths } from "./replacement";

export interface PlanInput {
  /** Null: the object is to be created. */
  readonly prior: Attributes | null;
  /** Prior and configuration as Terraform's core merged them. */
  readonly proposed: Attributes;
  readonly config: Attributes;
  readonly defaultTags: Readonly<Record<string, string>>;
  readonly recomputedBy?: readonly Recomputation[];
  /** The type's own last word, before what is recomputed and what is replaced are settled. */
  readonly adjust?: (planned: Attributes) => void;
}

export interface Plan {
  readonly planned: Attributes;
  readonly requiresReplace: readonly AttributePath[];
}

/** Plans creations and updates of one type. */
export class Planner {
  private readonly types: Readonly<Record<string, TypeExpression>>;
  private readonly hasDefaultTags: boolean;

  constructor(private readonly schema: Schema) {
    const { attributes } = schema.block;
    this.types = blockType(schema.block)[1];
    this.hasDefaultTags = "tags" in attributes && "tags_all" in attributes;
  }

  plan(input: PlanInput): Plan {
    const { prior, config } = input;
    const planned = plannedBlock(this.schema.block, input, this.schema.legacyTypeSystem);
    if (this.hasDefaultTags) planned["tags_all"] = allTags(planned["tags"] ?? null, input.defaultTags);
    input.adjust?.(planned);
    if (prior === null) return { planned, requiresReplace: [] };
    const changed = this.changedNames(prior, planned);
    if (changed.size > 0) {
      for (const { when, attributes } of input.recomputedBy ?? []) {
        if (when !== "any" && !when.some((name) => changed.has(name))) continue;
        for (const name of attributes) if ((config[name] ?? null) === null) planned[name] = UNKNOWN;
      }
    }
    return { planned, requiresReplace: replacementPaths(this.schema.block, prior, planned) };
  }

  /** Top-level arguments and blocks that differ. */
  private changedNames(prior: Attributes, planned: Attributes): Set<string> {
    const changed = new Set<string>();
    for (const [name, type] of Object.entries(this.types)) {
      if (!equal(prior[name], planned[name], type)) changed.add(name);
    }
    return changed;
  }
}
