import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../user-error";
import type { Binary } from "./binary";
import { type Finished, runChild } from "./child-process";
import { type Diagnostic, readBoxes, readDiagnostic, readEvent, type TerraformEvent } from "./diagnostics";
import { explainFailure, type TerraformFailure } from "./failures";
import { releaseCommand } from "./failure-rules";
import { asArray, isObject } from "./json";
import { askForLock } from "./lock-left-behind";
import type { TerraformPlan } from "./plan";
import type { StateLock } from "./state-lock";
import type { Variables } from "./variables";

/** What every terraform command of a run shares. */
export interface DriverOptions {
  readonly binary: Binary;
  /** The environment of the child processes, from deployVariables or isolatedVariables. */
  readonly variables: Variables;
  /** Absolute; one log for each command. */
  readonly logFolder: string;
  /** Aborted: running commands get SIGINT and finish in an orderly way; none is started any more. */
  readonly signal?: AbortSignal;
  /** Aborted: running commands get a second SIGINT. */
  readonly insist?: AbortSignal;
  /** Called with the process of each command; a rehearsal of crashes kills it. */
  readonly onStart?: (child: ChildProcess) => void;
}

export interface PlanOptions {
  /** Name of the plan file below the stack's folder. */
  readonly out: string;
  readonly destroy?: boolean;
  /** False skips reading every object again; only sound directly after an apply of the same process. */
  readonly refresh?: boolean;
  /** Addresses to confine the plan to, with what they depend on. @default - the whole stack */
  readonly targets?: readonly string[];
  readonly onEvent?: (event: TerraformEvent) => void;
}

/** Terraform's state file (format 4), as far as we read it. */
export interface StateFile {
  readonly serial: number;
  readonly lineage: string;
  readonly outputs: Readonly<
    Record<string, { readonly value: unknown; readonly type: unknown; readonly sensitive?: boolean }>
  >;
  readonly resources: readonly StateResource[];
}

export interface StateResource {
  readonly module?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly instances: readonly {
    readonly index_key?: string | number;
    readonly attributes: Readonly<Record<string, unknown>>;
    readonly deposed?: string;
    readonly status?: string;
  }[];
}

/**
 * One stack's folder, and the terraform commands in it.
 * Every command throws TerraformFailure, a UserError with one sentence, when terraform fails.
 */
export class Terraform {
  /** Commands so far by folder and stack: two drivers of one stack must not write over each other's logs. */
  private static readonly commands = new Map<string, number>();

  constructor(
    /** The stack's name: the subject of every sentence. */
    readonly stack: string,
    /** Absolute; holds cdk.tf.json, and gets plan files and terraform's own folder. */
    readonly directory: string,
    readonly options: DriverOptions,
  ) {}

  /** Initializes backend and providers. */
  async init(): Promise<void> {
    await this.run(["init", "-input=false", "-no-color"]);
  }

  /**
   * Checks the configuration with the providers' own rules, without backend and cloud; initializes the providers first.
   * @returns errors and warnings; both empty only when nothing was found
   */
  async validate(): Promise<Diagnostic[]> {
    await this.run(["init", "-input=false", "-no-color", "-backend=false"]);
    const finished = await this.spawn(["validate", "-json"]);
    const result = parse(finished.stdout);
    const diagnostics = (isObject(result) ? asArray(result["diagnostics"]) : [])
      .map(readDiagnostic)
      .filter((diagnostic) => diagnostic !== undefined);
    const explained = diagnostics.some(({ severity }) => severity === "error");
    if (finished.code !== 0 && !explained) throw await this.failure("validate", finished, diagnostics);
    return diagnostics;
  }

  /** Moves the state that this folder has used so far into the backend that cdk.tf.json names now. */
  async migrateState(): Promise<void> {
    await this.run(["init", "-input=false", "-no-color", "-migrate-state", "-force-copy"]);
  }

  /**
   * Writes a plan file.
   * @returns whether the plan changes anything (resources, outputs or only what the state remembers)
   */
  async plan(options: PlanOptions): Promise<{ changes: boolean; warnings: Diagnostic[] }> {
    const flags = ["-input=false", "-json", "-detailed-exitcode", `-out=${options.out}`];
    if (options.destroy) flags.push("-destroy");
    if (options.refresh === false) flags.push("-refresh=false");
    flags.push(...(options.targets ?? []).map((address) => `-target=${address}`));
    const { finished, diagnostics } = await this.stream(["plan", ...flags], options.onEvent);
    if (finished.code !== 0 && finished.code !== 2) throw await this.failure("plan", finished, diagnostics);
    return {
      changes: finished.code === 2,
      warnings: diagnostics.filter(({ severity }) => severity === "warning"),
    };
  }

  /** The plan file as terraform's JSON. */
  async showPlan(file: string): Promise<TerraformPlan> {
    const finished = await this.run(["show", "-json", "-no-color", file]);
    const plan = parse(finished.stdout);
    if (!isObject(plan) || typeof plan["format_version"] !== "string") {
      throw new UserError(
        `${this.options.binary.kind} show of "${this.stack}" wrote no plan that can be read.`,
      );
    }
    return plan as unknown as TerraformPlan;
  }

  /** Applies a plan file: exactly what was planned, or a failure that says the plan is stale. */
  async apply(file: string, onEvent?: (event: TerraformEvent) => void): Promise<void> {
    const { finished, diagnostics } = await this.stream(["apply", "-input=false", "-json", file], onEvent);
    if (finished.code !== 0) throw await this.failure("apply", finished, diagnostics);
  }

  /** The state as the backend holds it; undefined when nothing was ever applied. */
  async pullState(): Promise<StateFile | undefined> {
    const finished = await this.run(["state", "pull", "-no-color"]);
    const state = parse(finished.stdout);
    if (!isObject(state) || typeof state["lineage"] !== "string") return undefined;
    // For a bucket without the object terraform prints a new state: serial 0, a lineage of its own, no resources.
    const isNew = state["serial"] === 0 && asArray(state["resources"]).length === 0;
    return isNew ? undefined : (state as unknown as StateFile);
  }

  /** Writes a state file of the folder into the backend; terraform refuses one that is older than what lies there. */
  async pushState(file: string): Promise<void> {
    await this.run(["state", "push", file]);
  }

  /** Takes an object that exists already into the state. */
  async import(address: string, id: string): Promise<void> {
    await this.run(["import", "-input=false", "-no-color", address, id]);
  }

  /** The lock of the state, when somebody holds it. */
  async heldLock(): Promise<StateLock | undefined> {
    const { binary, variables, signal } = this.options;
    if (signal?.aborted === true) throw new Interrupted(this.stack);
    const { lock, none, finished } = await askForLock(
      this.directory,
      binary,
      variables,
      this.nextLogFile("lock"),
    );
    if (lock || none) return lock;
    throw await this.failure("force-unlock", finished, readBoxes(finished.stderr));
  }

  /** Releases the lock with this id and no other: one that was taken in the meantime stays, and it fails. */
  async releaseLock(id: string): Promise<void> {
    await this.run(["force-unlock", "-force", "-no-color", id]);
  }

  private async stream(
    commandLine: readonly string[],
    onEvent?: (event: TerraformEvent) => void,
  ): Promise<{ finished: Finished; diagnostics: Diagnostic[] }> {
    const diagnostics: Diagnostic[] = [];
    const finished = await this.spawn(commandLine, (line) => {
      const event = readEvent(line);
      if (event?.kind === "diagnostic") diagnostics.push(event.diagnostic);
      if (event) onEvent?.(event);
    });
    return { finished, diagnostics };
  }

  private async run(commandLine: readonly string[]): Promise<Finished> {
    const finished = await this.spawn(commandLine);
    if (finished.code !== 0) {
      throw await this.failure(commandLine[0] ?? "", finished, readBoxes(finished.stderr));
    }
    return finished;
  }

  private async spawn(commandLine: readonly string[], onLine?: (line: string) => void): Promise<Finished> {
    const { binary, variables, signal, insist, onStart } = this.options;
    if (signal?.aborted === true) throw new Interrupted(this.stack);
    const logFile = this.nextLogFile(commandLine[0] ?? "");
    return runChild({
      program: binary.path,
      arguments: commandLine,
      directory: this.directory,
      variables,
      logFile,
      ...(onLine && { onLine }),
      ...(onStart && { onStart }),
      ...(signal && { signal }),
      ...(insist && { insist }),
    });
  }

  private nextLogFile(command: string): string {
    const { logFolder } = this.options;
    const key = path.join(logFolder, this.stack);
    const number = (Terraform.commands.get(key) ?? 0) + 1;
    Terraform.commands.set(key, number);
    return `${key}-${String(number).padStart(2, "0")}-${command}.log`;
  }

  private async failure(
    command: string,
    finished: Finished,
    diagnostics: readonly Diagnostic[],
  ): Promise<TerraformFailure> {
    let error = explainFailure({
      stack: this.stack,
      command,
      program: this.options.binary.kind,
      directory: this.directory,
      logFile: finished.logFile,
      diagnostics: diagnostics.some(({ severity }) => severity === "error")
        ? diagnostics
        : [...diagnostics, ...readBoxes(finished.stderr)],
      stderr: finished.stderr,
      code: finished.code,
      signal: finished.signal,
      interrupted: finished.interrupted,
      ...(finished.logProblem && { logProblem: finished.logProblem }),
      variables: this.options.variables,
    });
    if (finished.signal !== null) {
      const { binary, variables } = this.options;
      const { lock } = await askForLock(this.directory, binary, variables, this.nextLogFile("lock"));
      if (lock) {
        const release = releaseCommand({ directory: this.directory, program: binary.kind }, lock.id);
        error = error.withDetail(`Its lock is still there. To release it: ${release}`);
      }
    }
    // terraform keeps a state that it could not write to its backend in this file: losing it would lose resources.
    const kept = path.join(this.directory, "errored.tfstate");
    if (!fs.existsSync(kept)) return error;
    return error.withDetail(
      `The newest state is kept in ${kept}; once the backend answers: cd ${this.directory} && ${this.options.binary.kind} state push errored.tfstate`,
    );
  }
}

/** Thrown instead of starting a command after the user has interrupted the run. */
export class Interrupted extends UserError {
  constructor(stack: string) {
    super(`Nothing more was started for "${stack}": the run was interrupted.`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
