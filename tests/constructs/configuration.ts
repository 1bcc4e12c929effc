import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App } from "cdktf";
import { ownDefinitions } from "../../app/environments/definitions";
import { checkAll } from "../../app/environments/load";
import type { Environment } from "../../app/environments/schema";
import { disableStackTraces } from "../../app/synth/stack-traces";
import { EstateStack, type EstateStackProps } from "../../constructs/estate/estate-stack";

/** A block of Terraform's JSON syntax. */
export type Block = Record<string, unknown>;

/** A stack's `cdk.tf.json`, as far as tests look into it. */
export interface Configuration {
  readonly terraform: Block & { readonly backend: { readonly s3: Block } };
  readonly provider: { readonly aws: readonly Block[] };
  readonly resource: Record<string, Record<string, Block>>;
  readonly data: Record<string, Record<string, Block>>;
  readonly output: Record<string, { readonly value: unknown }>;
  readonly moved?: readonly Block[];
  readonly removed?: readonly Block[];
}

/** An environment of the repository, with changes. */
export function environmentNamed(name: string, changes: Partial<Environment> = {}): Environment {
  const environment = checkAll(ownDefinitions()).find((candidate) => candidate.name === name);
  if (!environment) throw new Error(`The repository has no environment ${name}.`);
  return { ...environment, ...changes };
}

/** An app that writes to a temporary folder. */
export function testApp(): App {
  disableStackTraces();
  return new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), "drydock-test-")) });
}

/** A stack with nothing in it but what the base gives. */
export class PlainStack extends EstateStack {
  constructor(app: App, props: Partial<EstateStackProps> = {}) {
    super(app, { lifetime: "disposable", part: "plain", environments: [environmentNamed("dev")], ...props });
  }
}

/** The configuration of a stack, rendered in memory as `app.synth()` would write it. */
export function configurationOf(stack: EstateStack): Configuration {
  stack.prepareStack();
  const rendered = JSON.parse(JSON.stringify(stack.toTerraform())) as Partial<Configuration>;
  return { resource: {}, data: {}, output: {}, ...rendered } as Configuration;
}

/** The configuration of a plain stack with constructs in it. */
export function configurationWith(
  build: (stack: PlainStack) => void,
  props: Partial<EstateStackProps> = {},
): Configuration {
  const stack = new PlainStack(testApp(), props);
  build(stack);
  return configurationOf(stack);
}

/** The one resource of a type. */
export function only(configuration: Configuration, type: string): Block {
  const found = Object.values(configuration.resource[type] ?? {});
  if (found.length !== 1) throw new Error(`Expected one ${type} and found ${found.length}.`);
  return found[0] as Block;
}

/** The resources of a type by name. */
export function all(configuration: Configuration, type: string): Record<string, Block> {
  return configuration.resource[type] ?? {};
}

interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** The statements of a policy by sid. */
export function statementsOf(policy: unknown): Record<string, PolicyStatement> {
  const { Statement } = JSON.parse(String(policy)) as { Statement: readonly PolicyStatement[] };
  return Object.fromEntries(Statement.map((statement) => [statement.Sid, statement]));
}
