import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../user-error";
import type { BinaryKind } from "./binary";

/** The file that cdktf writes for a stack. */
export const configurationFile = "cdk.tf.json";

/** A synthesized stack on disk. */
export interface StackFolder {
  readonly name: string;
  /** Absolute path of its folder in the synth output. */
  readonly directory: string;
}

/**
 * Copies a synthesized stack, unchanged, into a folder of its own, so that plan files, provider folders and
 * terraform's own notes never land in the synth output.
 * @param binary what the user calls, for the sentence that tells how to save a state
 * @returns the folder
 * @throws UserError when the folder still holds a state that could not be written to its backend
 */
export function prepareWorkspace(stack: StackFolder, folder: string, binary: BinaryKind): string {
  refuseUnsavedState(stack.name, folder, binary);
  refuseOverrideFiles(stack);
  fs.mkdirSync(folder, { recursive: true });
  const source = path.join(stack.directory, configurationFile);
  if (!fs.existsSync(source)) {
    throw new UserError(
      `The synth output has no "${stack.name}": ${source} is missing. Run \`npx cdktf synth\` first.`,
    );
  }
  fs.copyFileSync(source, path.join(folder, configurationFile));
  const locked = path.join(stack.directory, ".terraform.lock.hcl");
  if (fs.existsSync(locked)) fs.copyFileSync(locked, path.join(folder, ".terraform.lock.hcl"));
  return folder;
}

/** A file that terraform merges over a stack's configuration. */
export interface OverrideFile {
  readonly file: string;
  /** What it would do to a deployment, in words. */
  readonly effect: string;
}

/** `override.tf`, `x_override.tf.json` …: what terraform, and tofu with its own suffix, merges last. */
const overrideName = /^(?:override|.*_override)\.(?:tf|tofu)(?:\.json)?$/;

/**
 * Files in a stack's folder that would silently change it. cdktf's next synth leaves them alone, so one that a
 * trial left behind sends a real deployment to, say, local state.
 */
export function overrideFiles(directory: string): OverrideFile[] {
  if (!fs.existsSync(directory)) return [];
  return fs
    .readdirSync(directory)
    .filter((name) => overrideName.test(name))
    .sort()
    .map((name) => {
      const file = path.join(directory, name);
      const text = fs.readFileSync(file, "utf8");
      const effects = [
        /"?\bbackend\b"?/.test(text) && "would keep the state somewhere else than in the state bucket",
        /"?\bprovider\b"?/.test(text) && "would change the account, region or endpoints of a provider",
        /"?\b(resource|data|module)\b"?/.test(text) && "would change resources",
      ].filter((effect) => effect !== false);
      return { file, effect: effects.join(" and ") || "would change the configuration" };
    });
}

/** @throws UserError naming the override file beside a stack and what it would do */
export function refuseOverrideFiles(stack: StackFolder): void {
  const [first, ...others] = overrideFiles(stack.directory);
  if (first === undefined) return;
  throw new UserError(
    `An override file lies beside "${stack.name}": ${first.file} ${first.effect}. Remove it, then run the command again.`,
    others.map(({ file, effect }) => `So does ${file}: it ${effect}.`),
  );
}

/** @throws UserError when terraform left a state in the folder that it could not write where it belongs */
export function refuseUnsavedState(stack: string, folder: string, binary: BinaryKind): void {
  const kept = path.join(folder, "errored.tfstate");
  if (!fs.existsSync(kept)) return;
  throw new UserError(
    `A state of "${stack}" that could not be saved lies in ${kept}. Save it first, or remove the file if it is of no use.`,
    [`To save it: cd ${folder} && ${binary} state push errored.tfstate`],
  );
}
