import type { Lifetime } from "../../naming";
import type { CloudObject } from "../../simulator/behaviour";
import type { SynthesizedStack } from "../../synth/estate-file";
import type { ResourceChange } from "../../terraform/plan";
import { UserError } from "../../user-error";
import type { DisturbanceReport, Problem } from "../report/shape";
import type { Disturbance } from "../scenario";
import type { Stage, StepFindings } from "../stage";
import { managedObjects, type StateObject } from "../../terraform/state-objects";

interface Disturbed {
  readonly stack: string;
  readonly address: string;
  readonly what: string;
  /** What a plan must do about it. */
  readonly expected: "create" | "update";
}

/**
 * Deletes and changes objects behind terraform's back, then plans every stack: each of them must be shown, as drift
 * and as the change that repairs it. The repair itself is the next step's.
 */
export async function drift(
  stage: Stage,
  title: string,
  disturbances: readonly Disturbance[],
): Promise<StepFindings> {
  const { stacks } = stage.options;
  const held = await heldObjects(stage);
  const possible = stage.options.partial
    ? disturbances.filter((disturbance) => candidateFor(disturbance, held) !== undefined)
    : disturbances;
  const disturbed = possible.map((disturbance) => disturb(stage, disturbance, held));

  const seen = new Map<string, { drift: readonly ResourceChange[]; changes: readonly ResourceChange[] }>();
  const planned = await stage.each(title, stacks, "side by side", async (stack, progress) => {
    const plan = await stage.runner.plan(stack, { progress });
    stage.keepPlan(plan);
    seen.set(stack.name, plan.summary);
    const { changes, drift: drifted } = plan.summary;
    return { summary: `${drifted.length} drifted, ${changes.length} to repair`, changes, drift: drifted };
  });

  const reports = disturbed.map((each) => reportOf(each, seen));
  return {
    ...planned,
    disturbances: reports,
    problems: [...(planned.problems ?? []), ...disturbed.flatMap((each) => problemOf(each, seen))],
  };
}

interface Held extends StateObject {
  readonly stack: string;
  readonly lifetime: Lifetime;
}

async function heldObjects(stage: Stage): Promise<Held[]> {
  const states = await stage.states(stage.options.stacks);
  return stage.options.stacks.flatMap((stack: SynthesizedStack) => {
    const state = states.get(stack.name);
    return state
      ? managedObjects(state).map((object) => ({ ...object, stack: stack.name, lifetime: stack.lifetime }))
      : [];
  });
}

function disturb(stage: Stage, disturbance: Disturbance, held: readonly Held[]): Disturbed {
  const { type, stacks, by } = disturbance;
  const candidate = candidateFor(disturbance, held);
  const object = candidate && cloudObject(stage, candidate);
  if (candidate === undefined || object === undefined) {
    throw new UserError(
      `The environment "${stage.options.environment}" has no ${type} to disturb in its ${stacks} stacks. Take another type in app/rehearsal/scenarios/drift.ts.`,
    );
  }
  const { stack, address } = candidate;
  if (by === "delete") {
    stage.cloud.deleteBehindTerraform(object);
    return { stack, address, what: "deleted", expected: "create" };
  }
  stage.cloud.changeBehindTerraform(object, { ...by });
  const what = Object.entries(by)
    .map(([name, value]) => `${name} set to ${String(value)}`)
    .join(", ");
  return { stack, address, what, expected: "update" };
}

function candidateFor({ type, stacks }: Disturbance, held: readonly Held[]): Held | undefined {
  return held.find((object) => object.type === type && object.lifetime === stacks);
}

function cloudObject(stage: Stage, candidate: Held): CloudObject | undefined {
  return stage.cloud.listEverywhere(candidate.type).find(({ id }) => id === candidate.attributes["id"]);
}

type Seen = ReadonlyMap<string, { drift: readonly ResourceChange[]; changes: readonly ResourceChange[] }>;

function reportOf({ stack, address, what }: Disturbed, seen: Seen): DisturbanceReport {
  const plan = seen.get(stack);
  const repair = plan?.changes.find((change) => change.address === address)?.action;
  const shown = plan?.drift.some((change) => change.address === address) ?? false;
  return { stack, address, what, shown, ...(repair !== undefined && { repair }) };
}

function problemOf(disturbed: Disturbed, seen: Seen): Problem[] {
  const { stack, address, what, expected } = disturbed;
  if (!seen.has(stack)) return [];
  const { repair, shown } = reportOf(disturbed, seen);
  if (repair === expected && shown) return [];
  const found = repair === undefined ? "leaves it alone" : `would ${repair} it`;
  return [
    {
      stack,
      sentence: `${address} of "${stack}" was ${what} behind terraform's back; the plan should ${expected} it, but ${found}${shown ? "" : " and does not list it as drift"}.`,
      details: [],
    },
  ];
}
