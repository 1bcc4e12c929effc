import type { Scenario, StartingPoint } from "../scenario";
import { accountAlone } from "./account";
import { create } from "./create";
import { networkAlone } from "./network";
import { survivors } from "./survivors";

/** The scenario at whose end each starting point is reached. */
export const startingPoints: Readonly<Record<Exclude<StartingPoint, "empty">, Scenario>> = {
  account: accountAlone,
  created: create,
  survivors,
  network: networkAlone,
};

/**
 * The scenarios with those that they begin with, each of these before the first that needs it, and before the whole
 * group of that one, so that a group stays together.
 */
export function withStartingPoints(chosen: readonly Scenario[]): Scenario[] {
  const ordered = new Set<Scenario>();
  const addStart = ({ from = "empty" }: Scenario): void => {
    if (from === "empty") return;
    addStart(startingPoints[from]);
    ordered.add(startingPoints[from]);
  };
  for (const scenario of chosen) {
    const { group } = scenario;
    chosen
      .filter((other) => other === scenario || (group !== undefined && other.group === group))
      .forEach(addStart);
    ordered.add(scenario);
  }
  return [...ordered];
}
