import * as fs from "node:fs";
import * as path from "node:path";
import type { ExportKind } from "../../constructs/estate/exports";
import type { Lifetime } from "../naming";
import { UserError } from "../user-error";

/** One deployable stack, as everything after synth sees it. */
export interface SynthesizedStack {
  readonly name: string;
  readonly lifetime: Lifetime;
  /** Environments that it serves: one, or all of an account for `bootstrap`. */
  readonly environments: readonly string[];
  readonly account: { readonly id: string; readonly name: string };
  readonly region: string;
  /** Absolute path of the folder with `cdk.tf.json`. */
  readonly directory: string;
  /** Names of the stacks that must exist before. */
  readonly dependsOn: readonly string[];
  readonly backend: { readonly bucket: string; readonly key: string; readonly region: string };
  /** Terraform outputs, with their kinds. */
  readonly exports: Readonly<Record<string, ExportKind>>;
  /** Resources that an account may hold already: address, and the id that `terraform import` takes. */
  readonly importIds: Readonly<Record<string, string>>;
}

/** Name of the file beside cdktf's manifest.json. */
export const ESTATE_FILE = "estate.json";

const FORMAT = 1;

/** Writes the stacks, in the order given, with sorted keys and with folders relative to the file. */
export function writeEstate(outdir: string, stacks: readonly SynthesizedStack[]): void {
  const relative = stacks.map((stack) => ({
    ...stack,
    directory: path.relative(outdir, stack.directory).split(path.sep).join("/"),
  }));
  const text = JSON.stringify({ format: FORMAT, stacks: relative }, sortKeys, 2);
  fs.writeFileSync(path.join(outdir, ESTATE_FILE), `${text}\n`);
}

/**
 * Reads the stacks of an output folder.
 * @throws UserError when the folder holds no synthesized estate
 */
export function readEstate(outdir: string): SynthesizedStack[] {
  const file = path.join(outdir, ESTATE_FILE);
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch (cause) {
    throw new UserError(`There is no ${file}. Synthesize first: npx cdktf synth.`, [], { cause });
  }
  const estate = JSON.parse(text) as { format: number; stacks: SynthesizedStack[] };
  if (estate.format !== FORMAT) {
    throw new UserError(
      `${file} has the format ${estate.format} and this version reads ${FORMAT}. Synthesize again.`,
    );
  }
  return estate.stacks.map((stack) => ({ ...stack, directory: path.resolve(outdir, stack.directory) }));
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
