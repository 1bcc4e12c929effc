import * as fs from "node:fs";
import * as path from "node:path";
import { type DriverOptions, Terraform } from "../terraform/driver";
import { TerraformFailure } from "../terraform/failures";
import { asObject, type JsonObject } from "../terraform/json";
import {
  configurationFile,
  refuseOverrideFiles,
  refuseUnsavedState,
  type StackFolder,
} from "../terraform/workspace";
import { type Candidate, censusConfiguration, escapeTemplates, type Finding, readCensus } from "./census";

const importsFile = "imports.tf.json";
const censusFile = "census.tfplan";
const lockFile = ".terraform.lock.hcl";

export interface AdoptionFolderOptions {
  readonly stack: StackFolder;
  readonly configuration: JsonObject;
  /** Absolute; made for this, and removed in the end. */
  readonly folder: string;
  /** A state file that is not in the bucket yet (an interrupted bootstrap). @default - the stack's own backend */
  readonly localState?: string;
  readonly driver: DriverOptions;
}

/**
 * A copy of a stack to which import blocks are added. It is neither the synth output nor the folder that deployments
 * plan in: a block that a crash left there would come along with the next plan.
 */
export class AdoptionFolder {
  readonly terraform: Terraform;

  /** @throws UserError when the folder holds a state that could not be written to its backend */
  constructor(private readonly options: AdoptionFolderOptions) {
    const { stack, configuration, folder, localState, driver } = options;
    refuseUnsavedState(stack.name, folder, driver.binary.kind);
    refuseOverrideFiles(stack);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    const own = localState === undefined ? configuration : withLocalState(configuration, localState);
    fs.writeFileSync(path.join(folder, configurationFile), JSON.stringify(own));
    const lock = path.join(stack.directory, lockFile);
    if (fs.existsSync(lock)) fs.copyFileSync(lock, path.join(folder, lockFile));
    this.terraform = new Terraform(stack.name, folder, driver);
  }

  /**
   * Asks terraform which candidates exist, in a folder below with an empty state; changes nothing.
   * @throws TerraformFailure when the plan says nothing of one of them
   */
  async census(candidates: readonly Candidate[]): Promise<Finding[]> {
    const { configuration, stack, driver } = this.options;
    const terraform = new Terraform(stack.name, this.censusFolder(), driver);
    const file = path.join(terraform.directory, configurationFile);
    fs.writeFileSync(file, JSON.stringify(censusConfiguration(configuration, candidates)));
    const planned = new Set<string>();
    let failure: TerraformFailure | undefined;
    try {
      await terraform.plan({
        out: censusFile,
        onEvent: (event) => {
          if (event.kind === "planned") planned.add(event.address);
        },
      });
    } catch (error) {
      if (!(error instanceof TerraformFailure)) throw error;
      failure = error;
    }
    const findings = readCensus(candidates, failure?.failed.diagnostics ?? [], planned);
    if (!findings.includes(undefined)) return findings as Finding[];
    if (!failure) throw new Error(`The census of "${stack.name}" left candidates out.`);
    return this.askApart(candidates, findings, failure);
  }

  /** Writes the import blocks of the plan that is to be applied. */
  write(imports: ReadonlyMap<string, string>): void {
    const blocks = [...imports].map(([to, id]) => ({ to, id: escapeTemplates(id) }));
    const content = blocks.length > 0 ? { import: blocks } : {};
    fs.writeFileSync(path.join(this.options.folder, importsFile), JSON.stringify(content));
  }

  /** Removes the folder, unless terraform has left a state in it that exists nowhere else. */
  remove(): void {
    const { folder } = this.options;
    if (!fs.existsSync(path.join(folder, "errored.tfstate"))) {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Terraform has said something that belongs to no candidate: in halves, until one is alone with it. */
  private async askApart(
    candidates: readonly Candidate[],
    findings: readonly (Finding | undefined)[],
    failure: TerraformFailure,
  ): Promise<Finding[]> {
    const open = candidates.filter((_, index) => findings[index] === undefined);
    if (open.length === candidates.length && open.length === 1) {
      if (failure.kind !== "other") throw failure;
      return [{ kind: "unreadable", words: failure.message }];
    }
    const half = Math.ceil(open.length / 2);
    const asked = [
      ...(await this.census(open.slice(0, half))),
      ...(open.length > half ? await this.census(open.slice(half)) : []),
    ];
    return findings.map((finding) => finding ?? (asked.shift() as Finding));
  }

  /** A local state, none at first, and the providers that the stack's own init has installed. */
  private censusFolder(): string {
    const folder = path.join(this.options.folder, "census");
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(path.join(folder, ".terraform"), { recursive: true });
    const providers = path.join(this.options.folder, ".terraform", "providers");
    if (fs.existsSync(providers)) fs.symlinkSync(providers, path.join(folder, ".terraform", "providers"));
    const lock = path.join(this.options.folder, lockFile);
    if (fs.existsSync(lock)) fs.copyFileSync(lock, path.join(folder, lockFile));
    return folder;
  }
}

function withLocalState(configuration: JsonObject, file: string): JsonObject {
  const terraform = { ...asObject(configuration["terraform"]), backend: { local: { path: file } } };
  return { ...configuration, terraform };
}
