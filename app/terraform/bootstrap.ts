import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../user-error";
import { type StateFile, Terraform } from "./driver";
import { TerraformFailure } from "./failures";
import { asObject, type JsonObject } from "./json";
import { describeCounts, type PlanSummary, readPlan, type TerraformPlan } from "./plan";
import type { StepProgress } from "./progress";
import { managedObjects } from "./state-objects";
import { countingProgress, type RunnerOptions } from "./stack-runner";
import { existingObjects } from "./take-over";
import { configurationFile, prepareWorkspace, refuseUnsavedState, type StackFolder } from "./workspace";

/** An account's bootstrap stack: it creates the bucket that holds its own state. */
export interface BootstrapStack extends StackFolder {
  readonly backend: { readonly bucket: string; readonly key: string };
  /** Objects that an account may hold already (service-linked roles): address, and the id to import by. */
  readonly importIds?: Readonly<Record<string, string>>;
}

/** The steps in their order; a crash after any of them is taken up by the next run. */
export type BootstrapStep = "looked" | "created" | "moved" | "cleared";

export interface BootstrapOptions extends RunnerOptions {
  readonly stack: BootstrapStack;
  /**
   * Absolute; holds the local state until it is in the bucket. It must be the same folder at the next attempt,
   * and no temporary one: until the state has moved, this folder is the only place that has it.
   */
  readonly localFolder: string;
  readonly progress?: StepProgress;
  /** Asked before anything changes. @default approved */
  readonly approve?: (plan: TerraformPlan, summary: PlanSummary) => Promise<boolean>;
  /** Called after each step; tests stop the procedure here. */
  readonly onStep?: (step: BootstrapStep) => void;
}

export interface BootstrapResult {
  /** "created": the account was empty or half done. "changed", "unchanged": the state was in the bucket already. */
  readonly outcome: "created" | "changed" | "unchanged" | "declined";
  readonly summary: PlanSummary;
  readonly plan?: TerraformPlan;
  /** In words. */
  readonly text: string;
}

const nothing = readPlan({ format_version: "1.2" });

/**
 * Creates an account's bootstrap stack, whose state belongs into a bucket that it creates itself: first with a
 * local state, which then moves into the bucket. Repeatable: the second time there is nothing to do. Resumable:
 * what a crash leaves (a half-filled local state, a bucket without the state, a copy on both sides) is recognised.
 * @throws TerraformFailure, a UserError, when terraform fails; the local state stays for the next attempt
 */
export async function bootstrapAccount(options: BootstrapOptions): Promise<BootstrapResult> {
  const { stack, progress } = options;
  // The local folder is removed in the end, and with it a state that exists nowhere else.
  refuseUnsavedState(stack.name, options.localFolder, options.binary.kind);
  progress?.update(stack.name, `looking for ${stack.backend.bucket}`);
  const remote = await lookForState(options);
  options.onStep?.("looked");

  if (remote.state !== undefined) {
    clearLocal(options, remote.state);
    return applyChanges(options, remote.terraform, "changed");
  }
  if (remote.bucketExists && !fs.existsSync(localState(options))) {
    throw new UserError(
      `The bucket "${stack.backend.bucket}" exists, but neither it nor ${options.localFolder} holds the state of "${stack.name}".`,
      [
        "If another machine began this bootstrap, run it there again: its folder holds the state.",
        `If it was killed on this machine before its state was written: npx drydock adopt ENV ${stack.name}, then bootstrap again.`,
      ],
    );
  }
  const created = await createLocally(options);
  if (created.outcome === "declined") return created;
  options.onStep?.("created");
  await moveState(options);
  options.onStep?.("moved");
  fs.rmSync(options.localFolder, { recursive: true, force: true });
  options.onStep?.("cleared");
  return created;
}

/** The state in the bucket, when there is a bucket and it has one. */
export async function lookForState(
  options: RunnerOptions & { readonly stack: BootstrapStack },
): Promise<{ bucketExists: boolean; state?: StateFile; terraform: Terraform }> {
  const folder = path.join(options.folder, "stacks", options.stack.name);
  const terraform = new Terraform(
    options.stack.name,
    prepareWorkspace(options.stack, folder, options.binary.kind),
    driver(options),
  );
  try {
    await terraform.init();
  } catch (error) {
    if (error instanceof TerraformFailure && error.kind === "state-bucket-missing") {
      return { bucketExists: false, terraform };
    }
    throw error;
  }
  const state = await terraform.pullState();
  return { bucketExists: true, ...(state && { state }), terraform };
}

async function createLocally(options: BootstrapOptions): Promise<BootstrapResult> {
  const { stack, localFolder } = options;
  const source = path.join(stack.directory, configurationFile);
  const configuration = asObject(JSON.parse(fs.readFileSync(source, "utf8")));
  fs.mkdirSync(localFolder, { recursive: true });
  // A folder that was already told about the bucket would look for the state there.
  fs.rmSync(path.join(localFolder, ".terraform"), { recursive: true, force: true });
  fs.writeFileSync(
    path.join(localFolder, configurationFile),
    JSON.stringify(withoutBackend(configuration), null, 2),
  );
  const terraform = new Terraform(stack.name, localFolder, driver(options));
  await terraform.init();
  const result = await applyChanges(options, terraform, "created");
  return result.outcome === "unchanged" ? { ...result, outcome: "created" } : result;
}

async function moveState(options: BootstrapOptions): Promise<void> {
  const { stack, localFolder, progress } = options;
  progress?.update(stack.name, `moving the state into ${stack.backend.bucket}`);
  const before = readLocalState(options);
  fs.copyFileSync(path.join(stack.directory, configurationFile), path.join(localFolder, configurationFile));
  const terraform = new Terraform(stack.name, localFolder, driver(options));
  await terraform.migrateState();
  const after = await terraform.pullState();
  if (after === undefined || (before !== undefined && missingFrom(after, before).length > 0)) {
    throw new UserError(
      `The state of "${stack.name}" is not in "${stack.backend.bucket}" after it was moved; the local one stays in ${localFolder}.`,
    );
  }
}

/** Removes what an earlier attempt left, when the bucket has all of it. */
function clearLocal(options: BootstrapOptions, remote: StateFile): void {
  const local = readLocalState(options);
  const missing = local === undefined ? [] : missingFrom(remote, local);
  if (missing.length > 0) {
    throw new UserError(
      `There are two states of "${options.stack.name}": one in "${options.stack.backend.bucket}" and another in ${localState(options)}.`,
      [
        "Find out which one is right, and move the other away; nothing was changed.",
        `Only the local one knows ${missing.join(", ")}.`,
      ],
    );
  }
  fs.rmSync(options.localFolder, { recursive: true, force: true });
}

/**
 * Objects of one state that another does not know. Moving a state gives it a new lineage and serial (seen with
 * terraform 1.11 and a bucket), so those say nothing here.
 */
function missingFrom(state: StateFile, wanted: StateFile): string[] {
  const known = new Set(
    managedObjects(state).map(({ address, attributes }) => `${address} ${String(attributes["id"])}`),
  );
  return managedObjects(wanted)
    .filter(({ address, attributes }) => !known.has(`${address} ${String(attributes["id"])}`))
    .map(({ address }) => address);
}

async function applyChanges(
  options: BootstrapOptions,
  terraform: Terraform,
  outcome: "created" | "changed",
): Promise<BootstrapResult> {
  const { stack, progress } = options;
  const file = "bootstrap.tfplan";
  progress?.update(stack.name, "planning");
  const { changes } = await terraform.plan({ out: file });
  if (!changes) return { outcome: "unchanged", summary: nothing, text: "nothing to do" };
  const plan = await terraform.showPlan(file);
  const summary = readPlan(plan);
  const text = describeCounts(summary.counts);
  const approved = options.approve === undefined || (await options.approve(plan, summary));
  if (!approved) return { outcome: "declined", summary, plan, text: `declined: ${text}` };
  try {
    await terraform.apply(file, countingProgress(stack.name, summary, progress));
  } catch (error) {
    const existing = existingObjects(error, stack.importIds ?? {});
    if (existing.length === 0) throw error;
    for (const [address, id] of existing) {
      progress?.update(stack.name, `importing ${address}`);
      await terraform.import(address, id);
    }
    // Each round imports something that the state did not have, so this ends.
    const rest = await applyChanges(options, terraform, outcome);
    return { ...rest, outcome: rest.outcome === "unchanged" ? outcome : rest.outcome };
  }
  return { outcome, summary, plan, text };
}

function driver(options: RunnerOptions): Terraform["options"] {
  const { binary, variables, folder, signal, insist, onStart } = options;
  return {
    binary,
    variables,
    logFolder: path.join(folder, "logs"),
    ...(signal && { signal }),
    ...(insist && { insist }),
    ...(onStart && { onStart }),
  };
}

function withoutBackend(configuration: JsonObject): JsonObject {
  const terraform = { ...asObject(configuration["terraform"]) };
  delete terraform["backend"];
  return { ...configuration, terraform };
}

/** The state that a bootstrap keeps in its folder until it is in the bucket. */
export function localState({ localFolder }: Pick<BootstrapOptions, "localFolder">): string {
  return path.join(localFolder, "terraform.tfstate");
}

/** Terraform empties the local file once it has moved the state. */
function readLocalState(options: BootstrapOptions): StateFile | undefined {
  const file = localState(options);
  if (!fs.existsSync(file) || fs.statSync(file).size === 0) return undefined;
  return JSON.parse(fs.readFileSync(file, "utf8")) as StateFile;
}
