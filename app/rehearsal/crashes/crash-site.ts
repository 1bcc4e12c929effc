import * as fs from "node:fs";
import * as path from "node:path";
import type { Cloud } from "../../simulator/cloud/cloud";
import type { SynthesizedStack } from "../../synth/estate-file";
import { TerraformFailure } from "../../terraform/failures";
import { readPlan } from "../../terraform/plan";
import { StackRunner } from "../../terraform/stack-runner";
import { isolatedVariables } from "../../terraform/variables";
import { type Outcome, runInWaves } from "../../terraform/waves";
import { UserError } from "../../user-error";
import type { Stage } from "../stage";
import { KillSwitch } from "./kill-switch";
import { done, type Wreck } from "./recovery";

/** One crash: a copy of the stage's cloud, and a terraform that is killed in it. */
export interface CrashSite extends Wreck {
  readonly cloud: Cloud;
  readonly killSwitch: KillSwitch;
}

/**
 * Lets terraform be killed at one step, in a copy of the stage's cloud and in a folder of its own, and does the rest
 * with what is left. The folder of a crash that was survived is removed: there are many of them.
 * @param operation what counts as a step
 */
export async function atCrashSite<Result>(
  stage: Stage,
  operation: "create" | "delete",
  step: number,
  work: (site: CrashSite) => Promise<Result>,
): Promise<Result> {
  const { runner, stacks, limit, folder: parent } = stage.options;
  const simulated = await stage.fork();
  try {
    const killSwitch = new KillSwitch(simulated.cloud, operation, step);
    const folder = path.join(parent, "crashes", `${operation}-${step}`);
    const { binary, initializedIn } = runner.options;
    const site: CrashSite = {
      stacks,
      cloud: simulated.cloud,
      killSwitch,
      runner: new StackRunner({
        ...runner.options,
        variables: isolatedVariables(process.env, simulated.variables(binary.kind)),
        folder,
        initializedIn: initializedIn ?? runner.options.folder,
        onStart: killSwitch.onStart,
      }),
      limit,
      bootstrapFolder: path.join(folder, "bootstrap"),
    };
    const result = await work(site);
    fs.rmSync(folder, { recursive: true, force: true });
    return result;
  } finally {
    await simulated.close();
  }
}

/**
 * Plans and applies, or destroys, in waves.
 * @param made a plan of the only stack that was made before, in a cloud that held the same
 */
export function change(
  site: CrashSite,
  of: "apply" | "destroy",
  stacks: readonly SynthesizedStack[],
  made?: string,
): Promise<Outcome<void>[]> {
  const { runner, limit } = site;
  return runInWaves<SynthesizedStack, void>({
    stacks,
    graph: site.stacks,
    direction: of === "apply" ? "create" : "destroy",
    limit,
    ...(runner.options.signal && { signal: runner.options.signal }),
    run: async (stack) => {
      const terraform = await runner.ready(stack);
      if (made !== undefined) {
        fs.copyFileSync(made, path.join(terraform.directory, planFile));
        return terraform.apply(planFile);
      }
      const { changes } = await terraform.plan({ out: planFile, destroy: of === "destroy" });
      if (changes) await terraform.apply(planFile);
    },
  });
}

const planFile = "change.tfplan";

/** Makes the plan of one stack that every crash of it begins with. @returns its file */
export async function planOnce(
  stage: Stage,
  of: "apply" | "destroy",
  stack: SynthesizedStack,
): Promise<string> {
  const { runner } = stage.options;
  const terraform = await runner.ready(stack);
  await terraform.plan({ out: planFile, destroy: of === "destroy" });
  return path.join(terraform.directory, planFile);
}

/** @throws UserError when terraform was not killed, its own error when something else went wrong before */
export function expectKilled({ killSwitch }: CrashSite, outcomes: readonly Outcome<unknown>[]): void {
  const errors = outcomes.flatMap((outcome) => (outcome.state === "failed" ? [outcome.error] : []));
  const other = errors.find((error) => !(error instanceof TerraformFailure) || error.kind !== "killed");
  if (other) throw other;
  if (!killSwitch.killedAt || errors.length === 0) {
    throw new UserError("Terraform came to its end before the step at which it was to be killed.");
  }
}

/** @throws UserError when a plan wants to change something */
export async function expectNoChanges(site: CrashSite, stacks: readonly SynthesizedStack[]): Promise<void> {
  const outcomes = await runInWaves<SynthesizedStack, void>({
    stacks,
    direction: "side by side",
    limit: site.limit,
    run: async (stack) => {
      const terraform = await site.runner.ready(stack);
      const { changes } = await terraform.plan({ out: planFile });
      if (!changes) return;
      const { changes: left } = readPlan(await terraform.showPlan(planFile));
      throw new UserError(
        `After the recovery the plan of "${stack.name}" is not empty.`,
        left.map(({ address, action }) => `${address}: ${action}`),
      );
    },
  });
  done(outcomes);
}
