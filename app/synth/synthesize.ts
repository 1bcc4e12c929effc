import * as fs from "node:fs";
import * as path from "node:path";
import { App } from "cdktf";
import { EstateStack } from "../../constructs/estate/estate-stack";
import { checkConfiguration } from "../../policies/guardrails/configuration";
import { checkConstructs } from "../../policies/guardrails/construct-tree";
import { blocking, describeFinding, type Finding } from "../../policies/guardrails/finding";
import type { TerraformJson } from "../../policies/guardrails/stack-configuration";
import type { Environment } from "../environments/schema";
import { buildEstate } from "../estate";
import { UserError } from "../user-error";
import { ESTATE_FILE, writeEstate, type SynthesizedStack } from "./estate-file";
import { separateLifetimes } from "./manifest";
import { disableStackTraces } from "./stack-traces";

/** What synth has written. */
export interface Synthesis {
  /** Absolute path. */
  readonly outdir: string;
  /** In the order of deployment. */
  readonly stacks: readonly SynthesizedStack[];
  /** Warnings, and errors that a suppression at the construct explains. */
  readonly findings: readonly Finding[];
}

/** @see synthesize */
export interface SynthesizeOptions {
  /**
   * All environments of every account concerned: `bootstrap` holds the deploy role of each environment of its
   * account, and one that is left out here is destroyed there.
   */
  readonly environments: readonly Environment[];
  /** Folder to write to. @default - CDKTF_OUTDIR, which cdktf sets, else cdktf.out */
  readonly outdir?: string;
}

/**
 * Writes the Terraform JSON of every stack of the environments, cdktf's manifest, and estate.json. A pure function:
 * the same environments give the same bytes.
 * @throws UserError listing what the guardrails refuse
 */
export function synthesize({ environments, outdir }: SynthesizeOptions): Synthesis {
  if (environments.length === 0) {
    throw new UserError("There is no environment to synthesize. Add a file to the folder of environments.");
  }
  disableStackTraces();
  if (outdir !== undefined) fs.mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  if (app.hclOutput) {
    throw new UserError("The estate is synthesized as JSON, which the guardrails read. Leave out --hcl.");
  }
  // A refused synth must not leave the description of an earlier one beside newer files.
  fs.rmSync(path.join(app.outdir, ESTATE_FILE), { force: true });

  buildEstate(app, environments);
  const stacks = app.node.children.filter((child) => child instanceof EstateStack);
  for (const stack of stacks) stack.completeResources();
  const findings = checkConstructs(app);
  refuse(findings);

  app.synth();
  const synthesized = stacks.map((stack) => describe(stack, path.resolve(app.outdir)));
  for (const [index, stack] of stacks.entries()) {
    const { directory = "" } = synthesized[index] ?? {};
    const configuration = readConfiguration(directory);
    const tier = stack.lifetime === "account" ? undefined : stack.environments[0].tier;
    findings.push(...checkConfiguration(stack.stackName, configuration, { tier }));
  }
  refuse(findings);

  separateLifetimes(path.resolve(app.outdir), synthesized);
  writeEstate(path.resolve(app.outdir), synthesized);
  return { outdir: path.resolve(app.outdir), stacks: synthesized, findings };
}

function describe(stack: EstateStack, outdir: string): SynthesizedStack {
  const [{ account }] = stack.environments;
  return {
    name: stack.stackName,
    lifetime: stack.lifetime,
    environments: stack.environments.map(({ name }) => name),
    account: { id: account.id, name: account.name },
    region: stack.placement.region,
    directory: path.join(outdir, "stacks", stack.stackName),
    dependsOn: stack.dependencies.map((dependency) => dependency.node.id).sort(),
    backend: stack.backend,
    exports: stack.outputKinds,
    importIds: stack.importIds,
  };
}

function readConfiguration(directory: string): TerraformJson {
  return JSON.parse(fs.readFileSync(path.join(directory, "cdk.tf.json"), "utf8")) as TerraformJson;
}

function refuse(findings: readonly Finding[]): void {
  const stopping = blocking(findings);
  if (stopping.length === 0) return;
  const count =
    stopping.length === 1 ? "1 guardrail finding stops" : `${stopping.length} guardrail findings stop`;
  throw new UserError(`${count} the synth. Put them right, or suppress one at its construct with a reason.`, [
    ...stopping.map(describeFinding),
  ]);
}
