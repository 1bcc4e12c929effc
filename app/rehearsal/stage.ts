import * as fs from "node:fs";
import * as path from "node:path";
import type { Finding } from "../../policies/guardrails/finding";
import type { Environment } from "../environments/schema";
import type { Cloud } from "../simulator/cloud/cloud";
import type { SimulatedCloud } from "../simulator/simulated-cloud";
import type { SynthesizedStack } from "../synth/estate-file";
import type { StateFile } from "../terraform/driver";
import type { ResourceChange } from "../terraform/plan";
import type { Progress, StepProgress } from "../terraform/progress";
import type { PlannedStack, StackRunner } from "../terraform/stack-runner";
import { type Outcome, runInWaves } from "../terraform/waves";
import { UserError } from "../user-error";
import { isFullDisk } from "./full-disk";
import type { Scene } from "./scene";
import type { CheckReport, DifferenceReport, DisturbanceReport, Problem, StackReport } from "./report/shape";

/** What a step found out. Problems make it fail. */
export interface StepFindings {
  readonly stacks?: readonly StackReport[];
  readonly checks?: readonly CheckReport[];
  readonly disturbances?: readonly DisturbanceReport[];
  readonly differences?: readonly DifferenceReport[];
  readonly problems?: readonly Problem[];
}

/** What happened to one stack in a step. */
export interface StackResult {
  /** "31 created". */
  readonly summary: string;
  readonly changes?: readonly ResourceChange[];
  readonly drift?: readonly ResourceChange[];
  /** An expectation that was not met, although terraform did its work. */
  readonly problem?: Problem;
}

export interface StageOptions {
  readonly environment: string;
  /** The environment itself, with the lock of images that the stacks were synthesized with. */
  readonly definition: Environment;
  /** Stacks of the environment, the account's among them. */
  readonly stacks: readonly SynthesizedStack[];
  /** Some of the estate's stacks only: what a scenario does to types that they lack is left out. */
  readonly partial: boolean;
  /** The simulated cloud, and what plays there behind terraform's back; undefined where the cloud is another program's. */
  readonly scene?: Scene;
  /** Another simulated cloud that begins as a copy of this one, as it is now. */
  readonly fork?: () => Promise<SimulatedCloud>;
  /** What steps are chosen by that nobody has chosen. @default 1 */
  readonly seed?: number;
  readonly runner: StackRunner;
  readonly progress: Progress;
  /** Absolute; plans and states are kept here for the report's reader and for the secret scan. */
  readonly folder: string;
  /** Stacks at once. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** Where one scenario plays: one environment, one cloud, one folder. */
export class Stage {
  /** States kept by "remember-states", by name and stack. */
  readonly remembered = new Map<string, ReadonlyMap<string, StateFile>>();
  /** What guardrails found in plans. */
  readonly findings: Finding[] = [];
  private kept = 0;

  constructor(readonly options: StageOptions) {}

  get cloud(): Cloud {
    return this.scene.cloud;
  }

  get scene(): Scene {
    const { scene } = this.options;
    if (!scene) throw new Error("This step looks into the simulated cloud, and this level has none.");
    return scene;
  }

  get seed(): number {
    return this.options.seed ?? 1;
  }

  /** A simulated cloud that begins as a copy of this one; who asks for it closes it. */
  fork(): Promise<SimulatedCloud> {
    const { fork } = this.options;
    if (!fork) throw new Error("This step forks the simulated cloud, and this level has none.");
    return fork();
  }

  get runner(): StackRunner {
    return this.options.runner;
  }

  /**
   * Does the same with each of some stacks, with progress, and reports how each one ended. In waves, or side by side
   * where nothing is changed and so the order means nothing.
   */
  async each(
    title: string,
    stacks: readonly SynthesizedStack[],
    direction: "create" | "destroy" | "side by side",
    work: (stack: SynthesizedStack, progress: StepProgress) => Promise<StackResult>,
  ): Promise<StepFindings> {
    const { progress, signal, limit } = this.options;
    const step = progress.begin(
      title,
      stacks.map(({ name }) => name),
    );
    const begun = performance.now();
    const startedAfter = new Map<string, number>();
    const outcomes = await runInWaves<SynthesizedStack, StackResult>({
      stacks,
      graph: this.options.stacks,
      direction,
      limit,
      ...(signal && { signal }),
      onNotRun: (stack, reason) => step.notRun(stack, reason),
      run: async (stack) => {
        startedAfter.set(stack.name, (performance.now() - begun) / 1000);
        try {
          const result = await work(stack, step);
          if (result.problem) step.failed(stack.name, result.problem.sentence);
          else step.done(stack.name, result.summary);
          return result;
        } catch (error) {
          step.failed(stack.name, error instanceof Error ? error.message : String(error));
          throw error;
        }
      },
    });
    await step.end();
    return {
      stacks: outcomes.map((outcome) => reportOf(outcome, startedAfter.get(outcome.stack) ?? 0)),
      problems: outcomes.flatMap((outcome) => problemsOf(outcome, this.options.folder)),
    };
  }

  /** The states of some stacks as their backend holds them now; stacks without one are left out. */
  async states(stacks: readonly SynthesizedStack[]): Promise<Map<string, StateFile>> {
    const states = new Map<string, StateFile>();
    const pulls = await Promise.allSettled(
      stacks.map(async (stack) => {
        const terraform = await this.runner.ready(stack);
        const state = await terraform.pullState();
        if (state === undefined) return;
        this.keep("states", stack.name, state);
        states.set(stack.name, state);
      }),
    );
    const failed = pulls.find((pull) => pull.status === "rejected");
    if (failed) throw failed.reason;
    return states;
  }

  /** Keeps a plan for the report's reader and for the secret scan. */
  keepPlan(planned: PlannedStack): void {
    if (planned.plan) this.keep("plans", planned.stack, planned.plan);
  }

  private keep(kind: "plans" | "states", stack: string, content: unknown): void {
    this.kept += 1;
    const folder = path.join(this.options.folder, kind);
    fs.mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${String(this.kept).padStart(3, "0")}-${stack}.json`);
    fs.writeFileSync(file, JSON.stringify(content, null, 1));
  }
}

function reportOf(outcome: Outcome<StackResult>, startedAfterSeconds: number): StackReport {
  const { stack } = outcome;
  if (outcome.state === "not-run") {
    return {
      stack,
      outcome: "not-run",
      startedAfterSeconds,
      seconds: 0,
      summary: outcome.reason,
      changes: [],
      drift: [],
    };
  }
  const { seconds } = outcome;
  if (outcome.state === "failed") {
    return {
      stack,
      outcome: "failed",
      startedAfterSeconds,
      seconds,
      summary: outcome.error.message,
      changes: [],
      drift: [],
    };
  }
  const { summary, changes = [], drift = [], problem } = outcome.result;
  return {
    stack,
    outcome: problem ? "failed" : "passed",
    startedAfterSeconds,
    seconds,
    summary,
    changes,
    drift,
  };
}

function problemsOf(outcome: Outcome<StackResult>, folder: string): Problem[] {
  if (outcome.state === "failed") return [asProblem(outcome.error, folder, outcome.stack)];
  return outcome.state === "done" && outcome.result.problem ? [outcome.result.problem] : [];
}

/**
 * An error as the report shows it; of a defect of ours the trace, since nobody foresaw it.
 * @param folder where the run writes, named when the disk is full
 */
export function asProblem(error: unknown, folder: string, stack?: string): Problem {
  if (isFullDisk(error)) {
    const details = [
      error instanceof Error ? error.message : String(error),
      ...(error instanceof UserError ? error.details : []),
    ];
    return {
      ...(stack !== undefined && { stack }),
      sentence: `The disk that holds ${folder} is full.`,
      details,
    };
  }
  if (error instanceof UserError) {
    return { ...(stack !== undefined && { stack }), sentence: error.message, details: error.details };
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const [sentence = trace, ...details] = trace.split("\n");
  return { ...(stack !== undefined && { stack }), sentence, details };
}
