import * as fs from "node:fs";
import * as path from "node:path";
import type { Finding } from "../../policies/guardrails/finding";
import { checkPlan } from "../../policies/guardrails/plan";
import { Terraform } from "../terraform/driver";
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
 * gets a preview.
 * @returns one outcome a stack, in the order of the waves
 */
export function planStacks(
  options: StepOptions,
  stacks: readonly DeployableStack[],
): Promise<Outcome<StackPlan>[]> {
  const plans = new Map<string, StackPlan>();
  return eachStack(options, "Planning", "create", stacks, async (stack, step) => {
    const plan = await planStack(stack, plans, options, step);
    plans.set(stack.name, plan);
    const preview = plan.previewFor.length > 0 ? `, a preview: ${plan.previewFor.join(", ")} first` : "";
    return [plan, `${describePlan(plan.planned)}${preview}`];
  });
}

async function planStack(
  stack: DeployableStack,
  earlier: ReadonlyMap<string, StackPlan>,
  options: StepOptions,
  step: StepProgress,
): Promise<StackPlan> {
  const changing = new Map<string, PlannedOutputs>();
  for (const name of stack.dependsOn) {
    const plan = earlier.get(name)?.planned.plan;
    if (plan !== undefined && changesExports(plan)) changing.set(name, plannedOutputs(plan));
  }
  const planned =
    changing.size === 0
      ? await options.runner.plan(stack, { progress: step })
      : await previewStack(stack, changing, options, step);
  const findings = planned.plan ? checkPlan(stack, planned.plan) : [];
  return { stack, previewFor: [...changing.keys()].sort(), planned, findings };
}

function changesExports(plan: TerraformPlan): boolean {
  return Object.values(plan.output_changes ?? {}).some(({ actions }) => !actions.includes("no-op"));
}

/** Plans a stack against what the stacks before it will export; its own state stays the real one. */
async function previewStack(
  stack: DeployableStack,
  changing: ReadonlyMap<string, PlannedOutputs>,
  { graph, runner }: StepOptions,
  step: StepProgress,
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
  step.update(stack.name, "initializing a preview");
  await terraform.init();
  step.update(stack.name, "planning a preview");
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
