import { whatIsLost } from "../../../policies/guardrails/stateful-types";
import type { ResourceChange } from "../../terraform/plan";
import type { Announced } from "./announced";

/** What a plan did to the objects of one stack. */
export interface StackChanges {
  /** The stack's own part of its name. */
  readonly part: string;
  readonly stack: string;
  readonly changes: readonly ResourceChange[];
}

/** One object that an upgrade takes away, for good or for a new one. */
export interface Gone extends Omit<StackChanges, "changes"> {
  readonly change: ResourceChange;
  /** What goes with it; undefined for what can be made again from the configuration. */
  readonly lost?: string;
}

/** What an upgrade replaces or destroys. */
export function goneIn(stacks: readonly StackChanges[]): Gone[] {
  return stacks.flatMap(({ part, stack, changes }) =>
    changes
      .filter(({ action, mode }) => mode === "managed" && (action === "delete" || action === "replace"))
      .map((change) => {
        const lost = whatIsLost(change.type);
        return { part, stack, change, ...(lost !== undefined && { lost }) };
      }),
  );
}

/** Of that, what holds data and is announced nowhere. */
export function unannounced(gone: readonly Gone[], announced: readonly Announced[]): Gone[] {
  return gone.filter(
    ({ part, change, lost }) =>
      lost !== undefined && !announced.some((each) => each.part === part && each.address === change.address),
  );
}
