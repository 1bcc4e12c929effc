import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Binary } from "./binary";
import type { TerraformEvent } from "./diagnostics";
import { Terraform } from "./driver";
import { describeCounts, type PlanSummary, readPlan, type TerraformPlan } from "./plan";
import type { StepProgress } from "./progress";
import type { Variables } from "./variables";
import { prepareWorkspace, type StackFolder } from "./workspace";

export interface RunnerOptions {
  readonly binary: Binary;
  readonly variables: Variables;
  /** Absolute; stacks' folders go below `stacks`, logs below `logs`. */
  readonly folder: string;
  /** Absolute; the folder of an earlier run with the same backends: what it has initialized is taken over. */
  readonly initializedIn?: string;
  readonly signal?: AbortSignal;
  readonly insist?: AbortSignal;
  /** Called with the process of each terraform command. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** A plan of one stack, with the file that applies it. */
export interface PlannedStack {
  readonly stack: string;
  /** False: nothing to apply, not even to what the state remembers. */
  readonly changes: boolean;
  readonly summary: PlanSummary;
  /** Terraform's own JSON; absent when nothing changes. */
  readonly plan?: TerraformPlan;
  /** Plan file below the stack's folder. */
  readonly file: string;
  readonly seconds: number;
}

export interface PlanStackOptions {
  readonly destroy?: boolean;
  readonly refresh?: boolean;
  readonly progress?: StepProgress;
}

const nothing: PlanSummary = readPlan({ format_version: "1.2" });

/**
 * Plans and applies the stacks of one run, each in a folder of its own that is prepared and initialized once.
 * Every method throws TerraformFailure with one sentence.
 */
export class StackRunner {
  private readonly initialized = new Map<string, Promise<Terraform>>();
  private readonly plans = new Map<string, number>();

  constructor(readonly options: RunnerOptions) {}

  get logFolder(): string {
    return path.join(this.options.folder, "logs");
  }

  folderOf(stack: string): string {
    return path.join(this.options.folder, "stacks", stack);
  }

  /** Terraform in the stack's folder, which is copied from the synth output and initialized at the first call. */
  ready(stack: StackFolder, progress?: StepProgress): Promise<Terraform> {
    const known = this.initialized.get(stack.name);
    if (known) return known;
    const initializing = this.initialize(stack, progress);
    this.initialized.set(stack.name, initializing);
    // A failed init is tried again: the bucket that was missing may exist by then.
    initializing.catch(() => this.initialized.delete(stack.name));
    return initializing;
  }

  async plan(stack: StackFolder, options: PlanStackOptions = {}): Promise<PlannedStack> {
    const begun = performance.now();
    const terraform = await this.ready(stack, options.progress);
    const number = (this.plans.get(stack.name) ?? 0) + 1;
    this.plans.set(stack.name, number);
    const file = `${String(number).padStart(2, "0")}.tfplan`;
    options.progress?.update(stack.name, "planning");
    let read = 0;
    const { changes } = await terraform.plan({
      out: file,
      ...(options.destroy !== undefined && { destroy: options.destroy }),
      ...(options.refresh !== undefined && { refresh: options.refresh }),
      onEvent: (event) => {
        if (event.kind === "refreshed") options.progress?.update(stack.name, `planning: ${++read} read`);
      },
    });
    const plan = changes ? await terraform.showPlan(file) : undefined;
    return {
      stack: stack.name,
      changes,
      summary: plan ? readPlan(plan) : nothing,
      ...(plan && { plan }),
      file,
      seconds: (performance.now() - begun) / 1000,
    };
  }

  /** Applies a plan of this runner. */
  async apply(stack: StackFolder, planned: PlannedStack, progress?: StepProgress): Promise<void> {
    const terraform = await this.ready(stack);
    progress?.update(stack.name, "applying");
    await terraform.apply(planned.file, countingProgress(stack.name, planned.summary, progress));
  }

  private async initialize(stack: StackFolder, progress?: StepProgress): Promise<Terraform> {
    const { binary, variables, signal, insist, onStart } = this.options;
    const directory = prepareWorkspace(stack, this.folderOf(stack.name), binary.kind);
    const terraform = new Terraform(stack.name, directory, {
      binary,
      variables,
      logFolder: this.logFolder,
      ...(signal && { signal }),
      ...(insist && { insist }),
      ...(onStart && { onStart }),
    });
    if (this.takeOver(stack, directory)) return terraform;
    progress?.update(stack.name, "initializing");
    await terraform.init();
    return terraform;
  }

  /**
   * Copies what an init wrote in an earlier run: with attached providers that is the backend alone, and small.
   * @param directory a folder with the stack's configuration
   * @returns false when the folder must be initialized
   */
  takeOver(stack: StackFolder, directory: string): boolean {
    const { initializedIn } = this.options;
    if (initializedIn === undefined) return false;
    const written = path.join(initializedIn, "stacks", stack.name, ".terraform");
    if (!fs.existsSync(path.join(written, "terraform.tfstate"))) return false;
    fs.cpSync(written, path.join(directory, ".terraform"), { recursive: true });
    return true;
  }
}

/** "12 of 37 done" while an apply runs; a replacement counts twice, once for each of its halves. */
export function countingProgress(
  stack: string,
  summary: PlanSummary,
  progress?: StepProgress,
): (event: TerraformEvent) => void {
  const { create, update, replace } = summary.counts;
  const total = create + update + summary.counts.delete + 2 * replace;
  let completed = 0;
  let running = 0;
  return (event) => {
    if (event.kind === "started") running += 1;
    else if (event.kind === "completed") {
      running -= 1;
      completed += 1;
    } else return;
    progress?.update(stack, `${completed} of ${total} done${running > 0 ? `, ${running} running` : ""}`);
  };
}

/** "12 to create, 1 to update" of a plan, for the line that ends a stack. */
export function describePlan(planned: PlannedStack): string {
  return planned.changes ? describeCounts(planned.summary.counts) : "no changes";
}
