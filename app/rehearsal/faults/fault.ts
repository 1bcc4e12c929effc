import type { Scenario } from "../scenario";

/** A scenario of the group `faults`: AWS fails, and afterwards the estate converges. */
export function fault(definition: Omit<Scenario, "group">): Scenario {
  return { ...definition, name: `fault-${definition.name}`, group: "faults" };
}
