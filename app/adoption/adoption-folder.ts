import * as fs from "node:fs";
import * as path from "node:path";
import { Terraform, type DriverOptions } from "../terraform/driver";
import { TerraformFailure } from "../terraform/failures";
import { asObject, type JsonObject } from "../terraform/json";
import {
  configurationFile,
  refuseOverrideFiles,
  refuseUnsavedState,
  type StackFolder,
} from "../terraform/workspace";
import type { ImportPlan, Probe } from "./import-search";

const importsFile = "imports.tf.json";
const searchFile = "search.tfplan";

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
    const lock = path.join(stack.directory, ".terraform.lock.hcl");
    if (fs.existsSync(lock)) fs.copyFileSync(lock, path.join(folder, ".terraform.lock.hcl"));
    this.terraform = new Terraform(stack.name, folder, driver);
  }

  /** Plans with imports and probes, to see which objects exist; changes nothing. */
  async search(imports: ReadonlyMap<string, string>, probes: readonly Probe[]): Promise<ImportPlan> {
    this.write(imports, probes);
    const planned = new Set<string>();
    try {
      await this.terraform.plan({
        out: searchFile,
        onEvent: (event) => {
          if (event.kind === "planned") planned.add(event.address);
        },
      });
    } catch (error) {
      if (!(error instanceof TerraformFailure)) throw error;
      return { kind: "failed", diagnostics: error.failed.diagnostics, planned, error };
    }
    const { resource_changes: changes = [] } = await this.terraform.showPlan(searchFile);
    return { kind: "planned", changes };
  }

  /** Writes the import blocks of the plan that is to be applied. */
  write(imports: ReadonlyMap<string, string>, probes: readonly Probe[] = []): void {
    const all = [...imports, ...probes.map(({ address, id }) => [address, id] as const)];
    const blocks = all.map(([to, id]) => ({ to, id: id.replace(/([$%])\{/g, "$1$1{") }));
    const resource: Record<string, JsonObject> = {};
    for (const { address, template } of probes) {
      const name = address.slice(template.type.length + 1);
      resource[template.type] = { ...resource[template.type], [name]: template.body };
    }
    fs.writeFileSync(
      path.join(this.options.folder, importsFile),
      JSON.stringify({
        ...(blocks.length > 0 && { import: blocks }),
        ...(probes.length > 0 && { resource }),
      }),
    );
  }

  /** Removes the folder, unless terraform has left a state in it that exists nowhere else. */
  remove(): void {
    const { folder } = this.options;
    if (!fs.existsSync(path.join(folder, "errored.tfstate")))
      fs.rmSync(folder, { recursive: true, force: true });
  }
}

function withLocalState(configuration: JsonObject, file: string): JsonObject {
  const terraform = { ...asObject(configuration["terraform"]), backend: { local: { path: file } } };
  return { ...configuration, terraform };
}
