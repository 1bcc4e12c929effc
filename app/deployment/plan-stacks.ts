import * as fs from "node:fs";
import * as path from "node:path";
import type { Finding } from "../../policies/guardrails/finding";
import { checkPlan } from "../../policies/guardrails/plan";
import { Terraform } from "../terraform/driver";
import { TerraformFailure } from "../terraform/failures";
import { asObject } from "../terraform/json";
import { readPlan, type TerraformPlan } from "../terraform/plan";
import {
  type PlannedOutputs,
  plannedOutputs,
  previewConfiguration,
  withoutPlaceholders,
  writePreview,
} from "../terraform/preview";
import type { StepProgress } from "../terraform/progress";
import { describePlan, type PlannedStack } from "../terraform/stack-runner";
import type { Outcome } from "../terraform/waves";
import { configurationFile } from "../terraform/workspace";
import { type DeployableStack, eachStack, type StepOptions } from "./each-stack";

/** What would change in one stack. */
export interface StackPlan {
  readonly stack: DeployableStack;
  /**
   * Stacks that it reads and whose exports change first. When there are any, the plan is a preview: made from what
   * those stacks will export as far as it is known, for reading, never applied.
   */
  readonly previewFor: readonly string[];
  readonly planned: PlannedStack;
  readonly findings: readonly Finding[];
}

/**
 * Plans stacks in waves. A stack that reads exports which an earlier plan would change, or which do not exist yet,
 * gets a preview; producers that are not among `stacks` and not deployed are planned for it, for their exports only.
 * @returns one outcome a stack of `stacks`, in the order of the waves
 */
export function planStacks(
  options: StepOptions,
  stacks: readonly DeployableStack[],
): Promise<Outcome<StackPlan>[]> {
  const plans = new Map<string, StackPlan>();
  const producers = new UndeployedProducers(options);
  return eachStack(options, "Planning", "create", stacks, async (stack, step) => {
    const plan = await planStack(stack, plans, producers, options, step);
    plans.set(stack.name, plan);
    const preview = plan.previewFor.length > 0 ? `, a preview: ${plan.previewFor.join(", ")} first` : "";
    return [plan, `${describePlan(plan.planned)}${preview}`];
  });
}

async function planStack(
  stack: DeployableStack,
  earlier: ReadonlyMap<string, StackPlan>,
  producers: UndeployedProducers,
  options: StepOptions,
  step?: StepProgress,
): Promise<StackPlan> {
  const changing = new Map<string, PlannedOutputs>();
  for (const name of stack.dependsOn) {
    const plan = earlier.get(name)?.planned.plan;
    if (plan !== undefined && changesExports(plan)) changing.set(name, plannedOutputs(plan));
  }
  const make = (): Promise<PlannedStack> =>
    changing.size === 0
      ? options.runner.plan(stack, step && { progress: step })
      : previewStack(stack, changing, options, step);
  const planned = await make().catch(async (error: unknown) => {
    if (!(error instanceof TerraformFailure) || error.kind !== "remote-state-missing") throw error;
    const missing = stack.dependsOn.filter((name) => !earlier.has(name));
    step?.update(stack.name, `planning ${missing.join(", ")} for its exports`);
    const found = await producers.exportsOf(missing);
    if (found.size === 0) throw error;
    for (const [name, outputs] of found) changing.set(name, outputs);
    return make();
  });
  const findings = planned.plan ? checkPlan(stack, planned.plan) : [];
  return { stack, previewFor: [...changing.keys()].sort(), planned, findings };
}

/** What stacks that nobody selected would export: those that are not deployed are planned, each once. */
class UndeployedProducers {
  private readonly exports = new Map<string, Promise<PlannedOutputs | undefined>>();

  constructor(private readonly options: StepOptions) {}

  async exportsOf(names: readonly string[]): Promise<Map<string, PlannedOutputs>> {
    const found = new Map<string, PlannedOutputs>();
    for (const name of names) {
      const exported = this.exports.get(name) ?? this.planned(name);
      // Kept as a promise: two plans of one stack at a time would meet at its lock.
      this.exports.set(name, exported);
      const outputs = await exported;
      if (outputs !== undefined) found.set(name, outputs);
    }
    return found;
  }

  private async planned(name: string): Promise<PlannedOutputs | undefined> {
    const { graph, runner } = this.options;
    const stack = graph.find((candidate) => candidate.name === name);
    // What a deployed stack exports is what is read, whatever a plan would make of it.
    if (stack === undefined || (await (await runner.ready(stack)).pullState()) !== undefined)
      return undefined;
    const { plan } = (await planStack(stack, new Map(), this, this.options)).planned;
    return plan && plannedOutputs(plan);
  }
}

function changesExports(plan: TerraformPlan): boolean {
  return Object.values(plan.output_changes ?? {}).some(({ actions }) => !actions.includes("no-op"));
}

/** Plans a stack against what the stacks before it will export; its own state stays the real one. */
async function previewStack(
  stack: DeployableStack,
  changing: ReadonlyMap<string, PlannedOutputs>,
  { graph, runner }: StepOptions,
  step?: StepProgress,
): Promise<PlannedStack> {
  const begun = performance.now();
  const configuration = asObject(
    JSON.parse(fs.readFileSync(path.join(stack.directory, configurationFile), "utf8")),
  );
  const producerByKey = new Map(graph.map(({ name, backend }) => [backend.key, name]));
  const folder = path.join(runner.options.folder, "previews", stack.name);
  fs.rmSync(folder, { recursive: true, force: true });
  writePreview(
    previewConfiguration(configuration, changing, (key) => producerByKey.get(key)),
    folder,
  );
  const terraform = new Terraform(stack.name, folder, { ...runner.options, logFolder: runner.logFolder });
  step?.update(stack.name, "initializing a preview");
  await terraform.init();
  step?.update(stack.name, "planning a preview");
  const file = "preview.tfplan";
  const { changes } = await terraform.plan({ out: file });
  const plan = changes ? withoutPlaceholders(await terraform.showPlan(file)) : undefined;
  const summary = readPlan(plan ?? { format_version: "1.2" });
  return {
    stack: stack.name,
    changes: !summary.empty,
    summary,
    ...(plan && { plan }),
    file,
    seconds: (performance.now() - begun) / 1000,
  };
}
