import * as path from "node:path";
import type { Finding } from "../../policies/guardrails/finding";
import type { RunReport } from "./report/shape";
import {
  notBegun,
  rehearseScenario,
  type ScenarioEnd,
  type ScenarioRun,
  type ScenarioRunOptions,
} from "./run-scenario";
import type { Scenario } from "./scenario";
import { declares } from "./scene";
import { rehearseEmulated } from "./emulated/rehearse-emulated";
import type { EmulationTools } from "./emulated/requirements";
import { GroupProgress } from "./group-progress";
import { lastRelease, releasedStacks } from "./releases/stored-releases";
import { startingPoints } from "./scenarios/starting-points";

export interface EnvironmentRehearsalOptions extends Omit<
  ScenarioRunOptions,
  "scenario" | "folder" | "start"
> {
  /** What the emulated level takes; without it the level is embedded. */
  readonly emulation?: { readonly tools: EmulationTools };
  /** In their order, those that others begin with before these. */
  readonly scenarios: readonly Scenario[];
  /** Absolute; each scenario gets a folder below. */
  readonly out: string;
}

/** What became of the scenarios of one environment. */
export interface EnvironmentRehearsal {
  /** Without those that an interruption left out. */
  readonly reports: readonly RunReport[];
  readonly findings: readonly Finding[];
  readonly credentials: readonly string[];
}

/** How many scenarios of a group run at once. */
const sideBySide = 2;

/**
 * Rehearses the scenarios of one environment, one after the other; those of a group side by side. What several begin
 * with is built once, and each works in a copy of it.
 */
export async function rehearseEnvironment(
  options: EnvironmentRehearsalOptions,
): Promise<EnvironmentRehearsal> {
  const { environment, scenarios, out, progress, signal, emulation } = options;
  const reports = new Map<Scenario, RunReport>();
  const findings: Finding[] = [];
  const credentials: string[] = [];
  const ends = new Map<Scenario, ScenarioEnd>();

  const rehearse = async (scenario: Scenario, shown = progress): Promise<RunReport> => {
    const folder = path.join(out, runFolder(environment, scenario));
    const { from = "empty" } = scenario;
    const reason = whyLeftOut(scenario, options);
    if (reason !== undefined) {
      const summary = `Left out: ${reason}.`;
      const report = { ...notBegun({ environment, scenario, folder }), summary };
      reports.set(scenario, report);
      return report;
    }
    const start = from === "empty" ? undefined : ends.get(startingPoints[from]);
    if (from !== "empty" && !start) {
      const report = notBegun({ environment, scenario, folder });
      reports.set(scenario, report);
      return report;
    }
    const common = { ...options, scenario, folder, progress: shown };
    const run: Omit<ScenarioRun, "end"> & Partial<ScenarioRun> = emulation
      ? await rehearseEmulated({ ...common, tools: emulation.tools })
      : await rehearseScenario({ ...common, ...(start && { start }) });
    reports.set(scenario, run.report);
    findings.push(...run.findings);
    credentials.push(...run.credentials);
    if (run.end && run.report.outcome === "passed") ends.set(scenario, run.end);
    return run.report;
  };

  for (const together of grouped(scenarios)) {
    if (signal?.aborted === true) break;
    const [first] = together;
    if (first?.group !== undefined) {
      const group = new GroupProgress(progress, `${environment}, ${first.group}`, together);
      await inParallel(together, signal, async (scenario) => {
        group.ended(await rehearse(scenario, group.of(scenario)));
      });
      await group.end();
    } else if (first) {
      progress.note(`${environment}, scenario ${first.name}: ${first.summary}`);
      await rehearse(first);
    }
  }
  return { reports: scenarios.flatMap((scenario) => reports.get(scenario) ?? []), findings, credentials };
}

function whyLeftOut(
  { needs, released }: Scenario,
  { environment, stacks }: EnvironmentRehearsalOptions,
): string | undefined {
  if (needs && !declares(stacks, needs)) {
    return `the part "${needs.part}" of ${environment} declares no ${needs.type}`;
  }
  if (released === true && releasedStacks(lastRelease, environment).length === 0) {
    return `the release ${lastRelease} has no environment "${environment}"`;
  }
  return undefined;
}

export function runFolder(environment: string, { name }: Scenario): string {
  return `${environment}-${name}`;
}

/** Neighbours of one group in one list; everything else alone. */
function grouped(scenarios: readonly Scenario[]): Scenario[][] {
  const lists: Scenario[][] = [];
  for (const scenario of scenarios) {
    const last = lists.at(-1);
    if (last && scenario.group !== undefined && last[0]?.group === scenario.group) last.push(scenario);
    else lists.push([scenario]);
  }
  return lists;
}

async function inParallel(
  scenarios: readonly Scenario[],
  signal: AbortSignal | undefined,
  work: (scenario: Scenario) => Promise<void>,
): Promise<void> {
  const waiting = [...scenarios];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next && signal?.aborted !== true; next = waiting.shift())
      await work(next);
  };
  // All to the end, also when one throws: a terraform left running would keep asking a cloud that is gone.
  const ended = await Promise.allSettled(Array.from({ length: sideBySide }, worker));
  const failed = ended.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}
