import * as fs from "node:fs";
import * as path from "node:path";
import type { Diagnostic } from "./diagnostics";
import { Terraform } from "./driver";
import type { RunnerOptions } from "./stack-runner";
import { configurationFile, prepareWorkspace, type StackFolder } from "./workspace";

/** What terraform says of a module's backend, of which it makes no use. */
const OF_MODULES = "Backend configuration ignored";

/**
 * Lets terraform and the providers check the configurations of many stacks in one go: each is a module of a
 * configuration that has nothing else, so that program and provider start once and not for every stack.
 * @param folder absolute, new
 * @returns errors and warnings by stack; an empty list for a stack without any
 * @throws TerraformFailure when nothing could be checked
 */
export async function validateStacks(
  stacks: readonly StackFolder[],
  folder: string,
  options: RunnerOptions,
): Promise<Map<string, Diagnostic[]>> {
  const { binary, variables, signal, insist } = options;
  const modules: Record<string, { source: string }> = {};
  for (const stack of stacks) {
    prepareWorkspace(stack, path.join(folder, stack.name), binary.kind);
    modules[stack.name] = { source: `./${stack.name}` };
  }
  fs.writeFileSync(path.join(folder, configurationFile), JSON.stringify({ module: modules }, null, 2));
  const terraform = new Terraform("every stack", folder, {
    binary,
    variables,
    logFolder: path.join(options.folder, "logs"),
    ...(signal && { signal }),
    ...(insist && { insist }),
  });
  const found = new Map<string, Diagnostic[]>(stacks.map(({ name }) => [name, []]));
  for (const diagnostic of await terraform.validate()) {
    if (diagnostic.summary === OF_MODULES) continue;
    const [stack = ""] = (diagnostic.file ?? "").split("/");
    // What points to no stack's file is about all of them.
    const concerned = found.get(stack);
    for (const list of concerned ? [concerned] : found.values()) list.push(diagnostic);
  }
  return found;
}
