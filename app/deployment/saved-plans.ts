import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { checkPlan } from "../../policies/guardrails/plan";
import type { Binary } from "../terraform/binary";
import { asArray, asObject, asText, isObject } from "../terraform/json";
import { readPlan } from "../terraform/plan";
import type { PlannedStack, StackRunner } from "../terraform/stack-runner";
import { configurationFile } from "../terraform/workspace";
import { UserError } from "../user-error";
import type { DeployableStack } from "./each-stack";
import type { StackPlan } from "./plan-stacks";
import { requireWritableFolder } from "./writable-folder";

/** Lists what a folder of saved plans holds. */
const listFile = "plans.json";
const planFile = "stack.tfplan";
const copied = [configurationFile, ".terraform.lock.hcl"];

interface SavedList {
  readonly environment: string;
  /** "terraform 1.11.4": a plan file is read only by the program and release that wrote it. */
  readonly program: string;
  readonly stacks: readonly SavedStack[];
}

interface SavedStack {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly backend: { readonly bucket: string; readonly key: string };
  readonly previewFor: readonly string[];
  readonly changes: boolean;
  readonly sha256: string;
}

/**
 * Writes plans, with the configuration each was made from, into a folder for `deploy --plans`. Previews are listed,
 * so that a deployment can say why it does not apply them, but have no plan file.
 * @throws UserError when the folder holds anything else than earlier plans
 */
export function savePlans(
  folder: string,
  environment: string,
  plans: readonly StackPlan[],
  runner: StackRunner,
): void {
  emptyFolder(folder);
  const stacks = plans.map((plan): SavedStack => {
    const { stack, previewFor, planned } = plan;
    const target = path.join(folder, stack.name);
    const changes = planned.changes;
    let sha256 = "";
    if (changes && previewFor.length === 0) {
      fs.mkdirSync(target, { recursive: true });
      const work = runner.folderOf(stack.name);
      for (const name of copied) {
        if (fs.existsSync(path.join(work, name)))
          fs.copyFileSync(path.join(work, name), path.join(target, name));
      }
      fs.copyFileSync(path.join(work, planned.file), path.join(target, planFile));
      sha256 = checksum(path.join(target, planFile));
    }
    const { name, dependsOn, backend } = stack;
    return { name, dependsOn, backend, previewFor, changes, sha256 };
  });
  const list: SavedList = { environment, program: programOf(runner.options.binary), stacks };
  fs.writeFileSync(path.join(folder, listFile), `${JSON.stringify(list, null, 2)}\n`);
}

/**
 * Takes plans of `plan --out` up again, as if they had just been made.
 * @param wanted picks the stacks to apply
 * @throws UserError when the plans are of another environment or program, are damaged, or include previews
 */
export async function restorePlans(
  folder: string,
  environment: string,
  runner: StackRunner,
  wanted: (stacks: readonly DeployableStack[]) => readonly DeployableStack[],
): Promise<{ plans: StackPlan[]; graph: DeployableStack[] }> {
  const list = readList(folder);
  const program = programOf(runner.options.binary);
  if (list.environment !== environment) {
    throw new UserError(
      `The plans in ${folder} are of environment "${list.environment}" and not of "${environment}".`,
    );
  }
  if (list.program !== program) {
    throw new UserError(
      `The plans in ${folder} were made by ${list.program} and this is ${program}: plan again, or name the same program with --binary.`,
    );
  }
  const graph = list.stacks.map(({ name, dependsOn, backend }): DeployableStack => {
    return { name, dependsOn, backend, directory: path.join(folder, name) };
  });
  const names = new Set(wanted(graph).map(({ name }) => name));
  const selected = list.stacks.filter(({ name, changes }) => changes && names.has(name));
  refusePreviews(folder, environment, selected);
  const plans: StackPlan[] = [];
  for (const { name, sha256 } of selected) {
    const stack = graph.find((candidate) => candidate.name === name);
    const file = path.join(folder, name, planFile);
    if (!stack || !fs.existsSync(file) || checksum(file) !== sha256) {
      throw new UserError(
        `${file} is not the plan that was saved: it is missing or was changed. Plan again.`,
      );
    }
    plans.push(await restorePlan(stack, file, runner));
  }
  return { plans, graph };
}

async function restorePlan(stack: DeployableStack, file: string, runner: StackRunner): Promise<StackPlan> {
  const begun = performance.now();
  const terraform = await runner.ready(stack);
  fs.copyFileSync(file, path.join(terraform.directory, planFile));
  const plan = await terraform.showPlan(planFile);
  const planned: PlannedStack = {
    stack: stack.name,
    changes: true,
    summary: readPlan(plan),
    plan,
    file: planFile,
    seconds: (performance.now() - begun) / 1000,
  };
  return { stack, previewFor: [], planned, findings: checkPlan(stack, plan) };
}

function refusePreviews(folder: string, environment: string, selected: readonly SavedStack[]): void {
  const previews = selected.filter(({ previewFor }) => previewFor.length > 0).map(({ name }) => name);
  if (previews.length === 0) return;
  const others = selected.filter(({ previewFor }) => previewFor.length === 0).map(({ name }) => name);
  throw new UserError(
    `${folder} holds only a preview of ${previews.map((name) => `"${name}"`).join(", ")}, and a preview is never applied.`,
    others.length === 0
      ? ["Deploy the stacks before it, then plan again."]
      : [
          `Deploy the others first: npx drydock deploy ${environment} ${others.join(" ")} --plans ${folder}`,
          "Then plan again.",
        ],
  );
}

/**
 * Makes sure that plans can be saved in a folder, before they are made; changes nothing in it.
 * @throws UserError when it cannot be written to, or holds anything else than earlier plans
 */
export function requireFolderForPlans(folder: string): void {
  requireWritableFolder(folder);
  if (!fs.existsSync(folder)) return;
  if (fs.existsSync(path.join(folder, listFile))) {
    readList(folder);
  } else if (fs.readdirSync(folder).length > 0) {
    throw new UserError(`${folder} holds other files than plans: name an empty or a new folder with --out.`);
  }
}

/** Removes earlier plans, and nothing that savePlans has not written; refuses a folder without a list of plans. */
function emptyFolder(folder: string): void {
  requireFolderForPlans(folder);
  if (fs.existsSync(path.join(folder, listFile))) {
    for (const { name } of readList(folder).stacks) {
      for (const file of [...copied, planFile]) fs.rmSync(path.join(folder, name, file), { force: true });
      if (fs.existsSync(path.join(folder, name)) && fs.readdirSync(path.join(folder, name)).length === 0)
        fs.rmdirSync(path.join(folder, name));
    }
    fs.rmSync(path.join(folder, listFile));
  }
  fs.mkdirSync(folder, { recursive: true });
}

function readList(folder: string): SavedList {
  const file = path.join(folder, listFile);
  let list: unknown;
  try {
    list = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    throw new UserError(`${folder} holds no saved plans: there is no readable ${listFile} in it.`, [
      "Plans are saved with: npx drydock plan ENV --out FOLDER",
    ]);
  }
  const { environment, program, stacks } = asObject(list);
  return {
    environment: asText(environment) ?? "",
    program: asText(program) ?? "",
    stacks: asArray(stacks).filter(isObject).map(readStack),
  };
}

function readStack(value: Record<string, unknown>): SavedStack {
  const texts = (list: unknown): string[] => asArray(list).flatMap((item) => asText(item) ?? []);
  const name = asText(value["name"]) ?? "";
  // The name becomes a folder: nothing that leads out of the folder of plans.
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw new UserError(`${listFile} names a stack "${name}", which is none.`);
  const backend = asObject(value["backend"]);
  return {
    name,
    dependsOn: texts(value["dependsOn"]),
    backend: { bucket: asText(backend["bucket"]) ?? "", key: asText(backend["key"]) ?? "" },
    previewFor: texts(value["previewFor"]),
    changes: value["changes"] === true,
    sha256: asText(value["sha256"]) ?? "",
  };
}

function programOf({ kind, version }: Binary): string {
  return `${kind} ${version}`;
}

function checksum(file: string): string {
  return createHash("sha256").update(fs.readFileSync(file)).digest("hex");
}
