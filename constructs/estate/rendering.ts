import {
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  TerraformOutput,
  Tokenization,
  type TerraformStack,
} from "cdktf";
import { UserError } from "../../app/user-error";

/** Terraform's JSON syntax. */
export type Json = Record<string, unknown>;

const resolver = new DefaultTokenResolver(new StringConcat());

/** Replaces tokens by Terraform expressions. `preparing` makes cdktf notice references into another stack. */
export function resolveTokens(stack: TerraformStack, value: unknown): unknown {
  return Tokenization.resolve(value, { scope: stack, resolver, preparing: true });
}

/**
 * What cdktf's `TerraformStack.toTerraform` returns, for stacks without overrides of the stack itself, with each
 * element rendered and resolved once. cdktf resolves every element twice and then the whole result again. Measured
 * with Node 20, synth of 5,000 resources: 2.5 s of CPU time that way, 1.85 s this way. A test compares both.
 *
 * Two elements of one address, which cdktf merges, throw.
 */
export function renderStack(stack: TerraformStack): Json {
  const elements = stack.node.findAll().filter(TerraformElement.isTerraformElement);
  const version: unknown = stack.node.tryGetContext("cdktfVersion");
  const metadata: Json = { version, stackName: stack.node.id, backend: "local" };
  const outputs: Json = {};
  const rendered: Json = { "//": { metadata, outputs } };
  for (const element of elements) {
    merge(metadata, resolveTokens(stack, element.toMetadata()) as Json);
    if (TerraformOutput.isTerraformOutput(element)) merge(outputs, outputPath(element));
    const { resource, data, ...rest } = resolveTokens(stack, element.toTerraform()) as Json;
    if (resource) place(rendered, "resource", resource as Json, element);
    if (data) place(rendered, "data", data as Json, element);
    merge(rendered, rest);
  }
  return rendered;
}

/** `{ stack: { construct: { output: name } } }`, where cdktf's command line looks for outputs. */
function outputPath(output: TerraformOutput): Json {
  const [last = "", ...scopes] = output.node.path.split("/").reverse();
  return scopes.reduce<Json>((inner, part) => ({ [part]: inner }), { [last]: output.friendlyUniqueId });
}

function place(rendered: Json, kind: "resource" | "data", types: Json, element: TerraformElement): void {
  const all = (rendered[kind] ??= {}) as Json;
  for (const [type, named] of Object.entries(types)) {
    const known = (all[type] ??= {}) as Json;
    for (const [name, block] of Object.entries(named as Json)) {
      if (name in known) {
        throw new UserError(
          `"${element.node.path}" has the address ${type}.${name}, which another construct has.`,
        );
      }
      known[name] = block;
    }
  }
}

function merge(target: Json, source: Json): void {
  for (const [key, value] of Object.entries(source)) {
    const present = target[key];
    if (Array.isArray(value) && Array.isArray(present))
      target[key] = [...(present as unknown[]), ...(value as unknown[])];
    else if (isBlock(value) && isBlock(present)) merge(present, value);
    else target[key] = value;
  }
}

function isBlock(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
