import * as path from "node:path";
import type { Finding } from "../../policies/guardrails/finding";
import type { Environment } from "../environments/schema";
import { standInLock } from "../images/stand-in";
import { synthesize } from "../synth/synthesize";
import type { Binary } from "../terraform/binary";
import type { Progress } from "../terraform/progress";
import { selectStacks, withProducers } from "../terraform/selection";
import { UserError } from "../user-error";
import { describeEmulation } from "./emulated/describe";
import type { EmulationTools } from "./emulated/requirements";
import { emulated, validated } from "./emulated/scenarios";
import { prepareRehearsalFolder } from "./folder";
import { isFullDisk } from "./full-disk";
import {
  type FirstCause,
  type GuardrailReport,
  type RehearsalReport,
  reportVersion,
  type RunReport,
  type SecretScanReport,
} from "./report/shape";
import { describeEnvironment } from "./report/environment";
import { findFirstCause } from "./report/first-cause";
import { type ReportFiles, writeReport } from "./report/write";
import { rehearseEnvironment, runFolder } from "./rehearse-environment";
import { type Scenario, scenariosNamed } from "./scenario";
import { scenarios } from "./scenarios/all";
import { withStartingPoints } from "./scenarios/starting-points";
import { scanRehearsal } from "./secrets";

export interface RehearsalOptions {
  readonly environments: readonly Environment[];
  /** Names of scenarios and of their groups; "all" is every one. @default ["default"] */
  readonly scenarios?: readonly string[];
  /** Stacks by name or pattern, rehearsed with those that they depend on. @default the whole estate */
  readonly stacks?: readonly string[];
  /** What the emulated level takes; without it the level is embedded. */
  readonly emulation?: EmulationOptions;
  readonly binary: Binary;
  /** Absolute; what the rehearsal before left in it goes first. Gets rehearsal.json, rehearsal.html and everything that terraform wrote. */
  readonly out: string;
  readonly progress: Progress;
  /** Stacks at once. @default 2 */
  readonly limit?: number;
  /** What steps are chosen by that nobody has chosen. @default 1 */
  readonly seed?: number;
  /** Aborted at Ctrl-C: terraform finishes in an orderly way, nothing more is started, the report is written. */
  readonly signal?: AbortSignal;
  readonly insist?: AbortSignal;
}

/** @see rehearseEmulated */
export interface EmulationOptions {
  readonly tools: EmulationTools;
  /** Names of the environments that are created and destroyed; of the others the stacks are validated. */
  readonly played: readonly string[];
}

/** What a rehearsal leaves. */
export interface Rehearsal {
  readonly report: RehearsalReport;
  readonly files: ReportFiles;
}

/**
 * Synthesizes the environments and rehearses each scenario for each of them, in a simulated cloud of its own or in a
 * copy of the one it begins with, with the real terraform or tofu. The synthesized files run unchanged.
 * @returns also when something failed: the report's outcome says so, with the first cause
 * @throws UserError for an unknown scenario or stack, for a synth that guardrails refuse, for a folder that is not ours
 */
export async function runRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  let firstCause: FirstCause | undefined;
  return namingFullDisk(
    options.out,
    () => firstCause,
    async () => {
      const report = await rehearseAll(options);
      firstCause = report.firstCause;
      return { report, files: writeReport(report, options.out) };
    },
  );
}

async function rehearseAll(options: RehearsalOptions): Promise<RehearsalReport> {
  const { binary, out, signal } = options;
  // What a rehearsal's registry holds has digests of its own; those of a committed lock are of other registries.
  const environments = options.environments.map((environment) => ({
    ...environment,
    imageLock: standInLock(environment),
  }));
  const begun = performance.now();
  const startedAt = new Date().toISOString();
  const scenariosOf = chooseScenarios(options);
  const folders = environments.flatMap(({ name }) =>
    scenariosOf(name).map((scenario) => runFolder(name, scenario)),
  );
  prepareRehearsalFolder(out, folders);
  const synthesis = synthesize({ environments, outdir: path.join(out, "synth") });

  const partial = options.stacks !== undefined && options.stacks.length > 0;
  const stacks = partial
    ? withProducers(selectStacks(synthesis.stacks, options.stacks), synthesis.stacks)
    : synthesis.stacks;

  const runs: RunReport[] = [];
  const planFindings: Finding[] = [];
  const credentials: string[] = [];
  for (const definition of environments) {
    const { name, account } = definition;
    const rehearsed = await rehearseEnvironment({
      ...options,
      environment: name,
      definition,
      scenarios: scenariosOf(name),
      stacks: stacks.filter((stack) => stack.environments.includes(name)),
      partial,
      // A shared account's bootstrap trusts the operators of all its environments.
      operators: environments
        .filter((each) => each.account.id === account.id)
        .flatMap((each) => each.account.operators),
      delegatedZones: environments.filter(({ dns }) => dns.delegated).map(({ dns }) => dns.zone),
      limit: options.limit ?? 2,
    });
    runs.push(...rehearsed.reports);
    planFindings.push(...rehearsed.findings);
    credentials.push(...rehearsed.credentials);
  }
  const secretScan = await scanUnlessInterrupted(out, credentials, signal);
  const outcome = outcomeOf(runs, secretScan, signal);
  const firstCause = outcome === "passed" ? undefined : findFirstCause(runs, secretScan);
  return {
    version: reportVersion,
    level: options.emulation ? "emulated" : "embedded",
    ...(options.emulation && { emulation: describeEmulation(options.emulation.tools) }),
    outcome,
    startedAt,
    seconds: (performance.now() - begun) / 1000,
    binary: { kind: binary.kind, version: binary.version, path: binary.path },
    ...(firstCause && { firstCause }),
    environments: environments.map(({ name }) => describeEnvironment(name, stacks)),
    runs,
    guardrails: guardrailReports([...synthesis.findings, ...planFindings]),
    secretScan,
  };
}

/** @throws UserError for an unknown scenario */
function chooseScenarios({
  scenarios: names = ["default"],
  emulation,
}: RehearsalOptions): (environment: string) => readonly Scenario[] {
  if (emulation) return (name) => [emulation.played.includes(name) ? emulated : validated];
  const chosen = withStartingPoints(scenariosNamed(names, scenarios));
  return () => chosen;
}

/** @throws UserError in place of an error about a full disk: it names the folder, and what came of the report */
async function namingFullDisk<Result>(
  out: string,
  known: () => FirstCause | undefined,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isFullDisk(error)) throw error;
    const cause = known();
    throw new UserError(
      `The disk that holds ${out} is full: no report was written. Make room, or name another folder with --out.`,
      cause ? [`What had failed before: ${cause.sentence}`, ...cause.details] : [],
      { cause: error },
    );
  }
}

async function scanUnlessInterrupted(
  out: string,
  credentials: readonly string[],
  signal?: AbortSignal,
): Promise<SecretScanReport> {
  if (signal?.aborted === true) return { files: 0, findings: [], outcome: "not-run" };
  return scanRehearsal(out, credentials);
}

function outcomeOf(
  runs: readonly RunReport[],
  secretScan: SecretScanReport,
  signal?: AbortSignal,
): RehearsalReport["outcome"] {
  if (runs.some(({ outcome }) => outcome === "failed")) return "failed";
  if (signal?.aborted === true || runs.some(({ outcome }) => outcome === "interrupted")) return "interrupted";
  return secretScan.outcome === "found" ? "failed" : "passed";
}

/** The same finding in several scenarios is one. */
function guardrailReports(findings: readonly Finding[]): GuardrailReport[] {
  const unique = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...unique.values()].map(({ rule, severity, stack, address, message, suppression }) => ({
    rule,
    severity,
    stack,
    address,
    message,
    ...(suppression && { suppressed: suppression.reason }),
  }));
}
