import * as fs from "node:fs";
import * as path from "node:path";
import { repositoryRoot } from "../repository";
import { UserError } from "../user-error";
import type { SynthesizedStack } from "./estate-file";

/** The part of a stack's `cdk.tf.json` that addresses are read from. */
export interface AddressedConfiguration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly removed?: readonly { readonly from: string }[];
}

/** An address that the ledger knows and the configuration has lost. */
export interface Vanished {
  readonly stack: string;
  readonly address: string;
  /** The whole stack is gone, and there is no place for a `moved` or `removed` block. */
  readonly withStack: boolean;
}

/** Committed ledgers: one file an environment, one line a resource, `STACK ADDRESS`, sorted. */
const LEDGER_FOLDER = path.join(repositoryRoot, "stacks", "addresses");

/** How the ledger is written anew. */
export const LEDGER_COMMAND = "npm run ledger";

/** The ledger file of an environment. */
export function ledgerFile(environment: string, folder = LEDGER_FOLDER): string {
  return path.join(folder, `${environment}.txt`);
}

/** The lines of a stack, sorted. Data sources are left out: nothing is lost when one changes its address. */
export function ledgerLines(stack: string, configuration: AddressedConfiguration): string[] {
  return Object.entries(configuration.resource ?? {})
    .flatMap(([type, resources]) => Object.keys(resources).map((name) => `${stack} ${type}.${name}`))
    .sort();
}

/** The lines of an environment's ledger; empty when it has none yet. */
export function readLedger(environment: string, folder = LEDGER_FOLDER): string[] {
  const file = ledgerFile(environment, folder);
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

/**
 * Addresses of the ledger that are neither in the configuration nor explained by it. Terraform would destroy what
 * stands under such an address, and create it again under the new one.
 * @param configurations by stack
 */
export function vanished(
  ledger: readonly string[],
  configurations: ReadonlyMap<string, AddressedConfiguration>,
): Vanished[] {
  return ledger.flatMap((line): Vanished[] => {
    const [stack = "", address = ""] = line.split(" ");
    const configuration = configurations.get(stack);
    if (!configuration) return [{ stack, address, withStack: true }];
    const present = new Set(ledgerLines(stack, configuration));
    const moved = configuration.moved?.some(
      ({ from, to }) => from === address && present.has(`${stack} ${to}`),
    );
    const removed = configuration.removed?.some(({ from }) => from === address);
    return present.has(line) || moved || removed ? [] : [{ stack, address, withStack: false }];
  });
}

/** What to add for an address that has vanished. */
export function describeVanished({ stack, address, withStack }: Vanished): string {
  if (withStack) {
    return `The stack "${stack}" is gone. Destroy it where it is deployed, then delete its lines in stacks/addresses.`;
  }
  return (
    `${address} of the stack "${stack}" is gone. If it has a new address, add ` +
    `this.moved("${address}", "NEW ADDRESS") to the stack; if it is to be destroyed, ` +
    `this.removed("${address}", { destroy: true }); if Terraform is to forget it, { destroy: false }. ` +
    `Then run ${LEDGER_COMMAND}. If a setting of one environment takes it away, delete its line in stacks/addresses.`
  );
}

/** The configurations of synthesized stacks, by name. */
export function readConfigurations(stacks: readonly SynthesizedStack[]): Map<string, AddressedConfiguration> {
  return new Map(
    stacks.map(({ name, directory }) => {
      const text = fs.readFileSync(path.join(directory, "cdk.tf.json"), "utf8");
      return [name, JSON.parse(text) as AddressedConfiguration];
    }),
  );
}

/**
 * Writes the ledgers of all environments of the stacks.
 * @returns the files written
 * @throws UserError when an address has vanished without an explanation; nothing is written then
 */
export function writeLedgers(stacks: readonly SynthesizedStack[], folder = LEDGER_FOLDER): string[] {
  const configurations = readConfigurations(stacks);
  const environments = [...new Set(stacks.flatMap((stack) => stack.environments))].sort();
  const lost = environments.flatMap((name) => vanished(readLedger(name, folder), configurations));
  if (lost.length > 0) {
    const sentences = [...new Set(lost.map(describeVanished))];
    throw new UserError("Addresses have vanished, and the ledger was left as it is.", sentences);
  }
  fs.mkdirSync(folder, { recursive: true });
  return environments.map((environment) => {
    const lines = stacks
      .filter((stack) => stack.environments.includes(environment))
      .flatMap(({ name }) => ledgerLines(name, configurations.get(name) ?? {}))
      .sort();
    const file = ledgerFile(environment, folder);
    fs.writeFileSync(file, `${lines.join("\n")}\n`);
    return file;
  });
}
