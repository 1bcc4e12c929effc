import type { Scenario, StartingPoint } from "../scenario";
import { create } from "./create";

/** The scenario at whose end each starting point is reached. */
export const startingPoints: Readonly<Record<Exclude<StartingPoint, "empty">, Scenario>> = {
  created: create,
};

/** The scenarios with those that they begin with, each of these right before the first that needs it. */
export function withStartingPoints(chosen: readonly Scenario[]): Scenario[] {
  const ordered = new Set<Scenario>();
  const add = (scenario: Scenario): void => {
    const { from = "empty" } = scenario;
    if (from !== "empty") add(startingPoints[from]);
    ordered.add(scenario);
  };
  chosen.forEach(add);
  return [...ordered];
}
