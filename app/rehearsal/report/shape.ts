import type { ServiceCalls } from "../../emulation/call-tally";
import type { BinaryKind } from "../../terraform/binary";
import type { ResourceChange } from "../../terraform/plan";

/** Version of the shape of rehearsal.json; raised when a field changes its meaning or goes. */
export const reportVersion = 1;

export type ReportOutcome = "passed" | "failed" | "interrupted" | "not-run";

/** rehearsal.json: what was rehearsed, what happened, and the first cause when something failed. */
export interface RehearsalReport {
  readonly version: typeof reportVersion;
  /** How real the cloud was: see docs/rehearsal.md. */
  readonly level: "embedded" | "emulated";
  /** At the emulated level: what was real, and where we answered in moto's place. */
  readonly emulation?: EmulationReport;
  readonly outcome: Exclude<ReportOutcome, "not-run">;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly binary: { readonly kind: BinaryKind; readonly version: string; readonly path: string };
  /** Present unless everything passed: what went wrong first. */
  readonly firstCause?: FirstCause;
  readonly environments: readonly EnvironmentReport[];
  /** One for each environment and scenario. */
  readonly runs: readonly RunReport[];
  readonly guardrails: readonly GuardrailReport[];
  readonly secretScan: SecretScanReport;
}

export interface EmulationReport {
  /** "hashicorp/aws 5.100.0". */
  readonly provider: string;
  /** What moto lacks and our endpoint answers, each as a clause about moto. */
  readonly gaps: readonly { readonly service: string; readonly moto: string }[];
  /** What is as in AWS neither there nor here. */
  readonly limits: readonly { readonly service: string; readonly sentence: string }[];
}

export interface FirstCause {
  readonly environment?: string;
  readonly scenario?: string;
  /** Title of the step. */
  readonly step?: string;
  readonly stack?: string;
  readonly sentence: string;
  /** Terraform's own words, the log, what to do. */
  readonly details: readonly string[];
}

export interface EnvironmentReport {
  readonly name: string;
  readonly stacks: readonly {
    readonly name: string;
    readonly lifetime: "account" | "keep" | "disposable";
    readonly dependsOn: readonly string[];
    /** 0 is first. */
    readonly wave: number;
    /** Resources that the configuration declares. */
    readonly resources: number;
  }[];
}

export interface RunReport {
  readonly environment: string;
  readonly scenario: string;
  /** Group of the scenario. */
  readonly group?: string;
  readonly summary: string;
  readonly outcome: ReportOutcome;
  readonly seconds: number;
  readonly steps: readonly StepReport[];
  /** At the emulated level: which services of AWS the provider called. */
  readonly calls?: readonly ServiceCalls[];
  /** Absolute path of the folder with logs, plans and states. */
  readonly folder: string;
}

export interface StepReport {
  readonly step: string;
  readonly title: string;
  readonly outcome: ReportOutcome;
  readonly seconds: number;
  /** Stacks that it worked on, in the order of the waves. */
  readonly stacks: readonly StackReport[];
  readonly checks: readonly CheckReport[];
  readonly disturbances: readonly DisturbanceReport[];
  readonly differences: readonly DifferenceReport[];
  readonly problems: readonly Problem[];
}

export interface StackReport {
  readonly stack: string;
  readonly outcome: ReportOutcome;
  /** Since the step began. */
  readonly startedAfterSeconds: number;
  readonly seconds: number;
  /** "31 to create", "no changes", or why it did not run. */
  readonly summary: string;
  readonly changes: readonly ResourceChange[];
  readonly drift: readonly ResourceChange[];
}

export interface CheckReport {
  readonly name: string;
  readonly passed: boolean;
  /** What was looked at, with a count. */
  readonly sentence: string;
}

/** An object that was disturbed, and what the next plan made of it. */
export interface DisturbanceReport {
  readonly stack: string;
  readonly address: string;
  readonly what: string;
  /** Whether the plan listed it as drift. */
  readonly shown: boolean;
  /** What the plan does about it: "create", "update" … */
  readonly repair?: string;
}

/** A difference between two builds. */
export interface DifferenceReport {
  readonly stack: string;
  /** Resource address, or "output.NAME". */
  readonly address: string;
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** The rule that explains it; without one the comparison fails. */
  readonly rule?: string;
}

export interface Problem {
  readonly stack?: string;
  readonly sentence: string;
  readonly details: readonly string[];
}

export interface GuardrailReport {
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly stack: string;
  readonly address: string;
  readonly message: string;
  /** The reason given at the construct, when it is suppressed. */
  readonly suppressed?: string;
}

export interface SecretScanReport {
  /** Files that were read: synth, plans, states, logs. */
  readonly files: number;
  readonly findings: readonly { readonly file: string; readonly message: string }[];
  readonly outcome: "clean" | "found" | "not-run";
}
