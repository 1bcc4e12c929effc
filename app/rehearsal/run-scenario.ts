import * as fs from "node:fs";
import * as path from "node:path";
import type { Finding } from "../../policies/guardrails/finding";
import type { Environment } from "../environments/schema";
import type { Cloud } from "../simulator/cloud/cloud";
import { type SimulatedCloud, startSimulatedCloud } from "../simulator/simulated-cloud";
import type { ConfigurationTypes } from "../simulator/types-in-use";
import type { SynthesizedStack } from "../synth/estate-file";
import type { Binary } from "../terraform/binary";
import type { Progress } from "../terraform/progress";
import { StackRunner } from "../terraform/stack-runner";
import { isolatedVariables } from "../terraform/variables";
import { configurationFile } from "../terraform/workspace";
import { perform } from "./perform";
import type { RunReport, StepReport } from "./report/shape";
import { type Scenario, type Step, titleOf } from "./scenario";
import { Scene } from "./scene";
import { asProblem, Stage } from "./stage";

export interface ScenarioRunOptions {
  readonly environment: string;
  /** The environment itself, with the lock of images that the stacks were synthesized with. */
  readonly definition: Environment;
  /** Stacks of the environment, the account's among them. */
  readonly stacks: readonly SynthesizedStack[];
  /** Whether those are some of the estate's stacks only; see StageOptions. @default false */
  readonly partial?: boolean;
  /** ARNs of people and machines that exist before the estate: roles trust them, and AWS checks that they are there. */
  readonly operators: readonly string[];
  /** DNS zones that their parents delegate. */
  readonly delegatedZones: readonly string[];
  readonly scenario: Scenario;
  /** Where an earlier run ended; this one works in a copy of it. @default an empty cloud */
  readonly start?: ScenarioEnd;
  readonly binary: Binary;
  /** Absolute, new: logs, plans, states and the folders of the stacks. */
  readonly folder: string;
  readonly progress: Progress;
  readonly limit: number;
  /** What steps are chosen by that nobody has chosen. @default 1 */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly insist?: AbortSignal;
}

/** What a run leaves to those that start where it ended. */
export interface ScenarioEnd {
  readonly cloud: Cloud;
  /** Absolute; stacks are initialized in it. */
  readonly folder: string;
}

export interface ScenarioRun {
  readonly end: ScenarioEnd;
  readonly report: RunReport;
  /** What guardrails found in plans. */
  readonly findings: readonly Finding[];
  /** What terraform was given as credentials: the secret scan looks for them. */
  readonly credentials: readonly string[];
}

/** Where a scenario plays, and with what. */
export interface Ground {
  /** The simulated cloud; undefined where it is another program's. */
  readonly scene?: Scene;
  /** Another one that begins as a copy of it. */
  readonly fork?: () => Promise<SimulatedCloud>;
  /** Variables that lead terraform there. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Rehearses one environment in a simulated cloud, its own or a copy, step by step, until one fails. */
export async function rehearseScenario(options: ScenarioRunOptions): Promise<ScenarioRun> {
  const { stacks, start, binary, folder } = options;
  const [first] = stacks;
  const simulated = await startSimulatedCloud({
    ...(start && { cloud: start.cloud.copy() }),
    configurations: stacks.map(readConfiguration),
    ...(first && { account: first.account.id }),
    outsidePrincipals: options.operators,
    delegatedZones: options.delegatedZones,
  });
  try {
    const scene = new Scene(options.environment, stacks, simulated);
    const variables = simulated.variables(binary.kind);
    const played = await playScenario(options, { scene, fork: () => simulated.fork(), variables });
    return { ...played, end: { cloud: simulated.cloud, folder } };
  } finally {
    await simulated.close();
  }
}

/** Takes the steps of a scenario on a ground that is there, until one fails. */
export async function playScenario(
  options: Omit<ScenarioRunOptions, "operators" | "delegatedZones">,
  { scene, fork, variables: leading }: Ground,
): Promise<Omit<ScenarioRun, "end">> {
  const { environment, stacks, scenario, start, binary, folder, progress, limit, signal, insist } = options;
  const begun = performance.now();
  fs.mkdirSync(folder, { recursive: true });
  const variables = isolatedVariables(process.env, leading);
  const interruption = { ...(signal && { signal }), ...(insist && { insist }) };
  const stage = new Stage({
    environment,
    definition: options.definition,
    stacks,
    partial: options.partial ?? false,
    ...(scene && { scene }),
    ...(fork && { fork }),
    ...(options.seed !== undefined && { seed: options.seed }),
    runner: new StackRunner({
      binary,
      variables,
      folder,
      ...(start && { initializedIn: start.folder }),
      ...interruption,
    }),
    progress,
    folder,
    limit,
    ...(signal && { signal }),
  });
  const steps = await performSteps(stage, scenario, signal);
  const outcome =
    steps.find((step) => step.outcome === "failed" || step.outcome === "interrupted")?.outcome ?? "passed";
  return {
    report: {
      ...describeRun(options),
      outcome,
      seconds: (performance.now() - begun) / 1000,
      steps,
    },
    findings: stage.findings,
    credentials: ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"].flatMap((name) => leading[name] ?? []),
  };
}

/** The report of a scenario that never began. */
export function notBegun(
  options: Pick<ScenarioRunOptions, "environment" | "scenario" | "folder">,
): RunReport {
  return {
    ...describeRun(options),
    outcome: "not-run",
    seconds: 0,
    steps: options.scenario.steps.map(notRun),
  };
}

function describeRun({
  environment,
  scenario: { name, group, summary },
  folder,
}: Pick<ScenarioRunOptions, "environment" | "scenario" | "folder">) {
  return { environment, scenario: name, ...(group !== undefined && { group }), summary, folder };
}

async function performSteps(stage: Stage, scenario: Scenario, signal?: AbortSignal): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  let stopped = false;
  for (const step of scenario.steps) {
    if (signal?.aborted === true && !stopped) {
      stopped = true;
      reports.push({ ...notRun(step), outcome: "interrupted" });
    } else if (stopped) {
      reports.push(notRun(step));
    } else {
      const report = await performStep(stage, step, signal);
      reports.push(report);
      stopped = report.outcome !== "passed";
    }
  }
  return reports;
}

async function performStep(stage: Stage, step: Step, signal?: AbortSignal): Promise<StepReport> {
  const begun = performance.now();
  const findings = await perform(stage, step).catch((error: unknown) => ({
    problems: [asProblem(error, stage.options.folder)],
  }));
  const seconds = (performance.now() - begun) / 1000;
  const { problems = [] } = findings;
  const failed = problems.length > 0 || signal?.aborted === true;
  return {
    ...notRun(step),
    ...findings,
    problems,
    seconds,
    outcome: !failed ? "passed" : signal?.aborted === true ? "interrupted" : "failed",
  };
}

function notRun(step: Step): StepReport {
  return {
    step: step.step,
    title: titleOf(step),
    outcome: "not-run",
    seconds: 0,
    stacks: [],
    checks: [],
    disturbances: [],
    differences: [],
    problems: [],
  };
}

function readConfiguration({ directory }: SynthesizedStack): ConfigurationTypes {
  return JSON.parse(fs.readFileSync(path.join(directory, configurationFile), "utf8")) as ConfigurationTypes;
}
