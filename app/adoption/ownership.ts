import { asObject, asText, isObject } from "../terraform/json";
import type { TerraformPlan } from "../terraform/plan";

/** What the estate tags an object of a stack with. */
export interface OwnTags {
  readonly environment: string;
  readonly stack: string;
}

/** Whose the objects are that a plan imports. */
export interface Ownership {
  /** Objects that have a resource's name and the tags of something else. */
  readonly foreign: readonly { readonly address: string; readonly id: string; readonly owner: string }[];
  /** Objects that carry no tag of ours: only their names say that they are. */
  readonly untagged: readonly { readonly address: string; readonly id: string }[];
}

/** Reads from a plan that imports objects which tags they carry; types without tags say nothing. */
export function ownershipIn(plan: TerraformPlan, own: OwnTags): Ownership {
  const foreign: Ownership["foreign"][number][] = [];
  const untagged: Ownership["untagged"][number][] = [];
  for (const { address, change } of plan.resource_changes ?? []) {
    const id = change.importing?.id;
    const tags = asObject(change.before)["tags_all"];
    if (id === undefined || !isObject(tags)) continue;
    const ours = { ...own, address };
    const said = Object.keys(ours).filter((key) => asText(tags[key]) !== undefined);
    if (said.length === 0) untagged.push({ address, id });
    else if (Object.entries(ours).some(([key, value]) => tags[key] !== value)) {
      const owner = said.map((key) => `${key} ${asText(tags[key])}`).join(", ");
      foreign.push({ address, id, owner });
    }
  }
  return { foreign, untagged };
}
