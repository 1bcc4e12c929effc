import { App } from "cdktf";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildEstate } from "../../app/estate";
import type { Environment } from "../../app/environments/schema";
import { disableStackTraces } from "../../app/synth/stack-traces";
import { EstateStack } from "../../constructs/estate/estate-stack";
import { configurationOf, type Block, type Configuration } from "../constructs/configuration";

/** The configurations of an estate of the given environments, by stack, rendered in memory. */
export function estateOf(...environments: Environment[]): Map<string, Configuration> {
  disableStackTraces();
  const app = new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), "drydock-estate-")) });
  buildEstate(app, environments);
  const stacks = app.node.children.filter((child) => child instanceof EstateStack);
  return new Map(stacks.map((stack) => [stack.stackName, configurationOf(stack)]));
}

/** The configuration of one stack of an estate. */
export function stackOf(estate: Map<string, Configuration>, name: string): Configuration {
  const configuration = estate.get(name);
  if (!configuration) throw new Error(`The estate has no stack ${name}: ${[...estate.keys()].join(", ")}.`);
  return configuration;
}

/** What a reviewer has to see of a resource; the rest is asserted property by property in the tests of constructs. */
const LEFT_OUT = new Set(["//", "tags", "description", "depends_on", "policy", "assume_role_policy"]);

/**
 * A stack as a list that a person can review: one line a resource with its scalar arguments, then the exports.
 * Policies, tags and nested blocks are left out: their tests say what must hold.
 */
export function review({ resource, output }: Configuration): string {
  const resources = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, block]) => `${type}.${name}${scalars(block)}`),
  );
  const outputs = Object.entries(output).map(
    ([name, { value }]) => `output ${name} = ${JSON.stringify(value)}`,
  );
  return [...resources.sort(), ...outputs.sort()].join("\n");
}

function scalars(block: Block): string {
  return Object.entries(block)
    .filter(([key, value]) => !LEFT_OUT.has(key) && typeof value !== "object")
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => ` ${key}=${String(value)}`)
    .join("");
}
