import type { PlannedStack } from "../../terraform/stack-runner";
import type { StepOptions } from "../each-stack";
import { doomedObjects } from "./doomed";
import type { Obstacle } from "./obstacle";
import { protectedObjects } from "./protection";
import { strangersIn } from "./strangers";
import { surveySurroundings } from "./survey";

/**
 * What AWS would refuse in the middle of a destruction: objects that are protected, and VPCs, zones and clusters in
 * which something stands that no state knows. Reads only.
 * @param plans of planDestruction
 */
export async function findObstacles(
  { graph, runner, progress }: StepOptions,
  plans: readonly PlannedStack[],
): Promise<Obstacle[]> {
  const doomed = doomedObjects(plans);
  const names = plans.map(({ stack }) => stack);
  const title = "Looking for what would stop the destruction";
  const step = progress.begin(title, []);
  try {
    const stacks = graph.filter(({ name }) => names.includes(name));
    const survey = await surveySurroundings(doomed, stacks, runner);
    return [...protectedObjects(doomed), ...(survey ? strangersIn(survey, doomed) : [])];
  } finally {
    await step.end();
  }
}
