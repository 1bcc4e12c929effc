import { UserError, unknownName } from "../user-error";
import type { StackNode } from "./waves";

/**
 * The stacks that patterns select: a name, or a pattern with `*` ("dev-*"), as cdktf takes them.
 * @param patterns none selects everything
 * @throws UserError naming the closest stack when a pattern selects none
 */
export function selectStacks<Stack extends { readonly name: string }>(
  stacks: readonly Stack[],
  patterns: readonly string[],
): Stack[] {
  if (patterns.length === 0) return [...stacks];
  const names = stacks.map(({ name }) => name);
  const selected = new Set<string>();
  for (const pattern of patterns) {
    const expression = new RegExp(`^${pattern.split("*").map(escape).join(".*")}$`);
    const matches = names.filter((name) => expression.test(name));
    if (matches.length === 0) {
      if (!pattern.includes("*")) throw unknownName("stack", pattern, names);
      throw new UserError(`No stack matches "${pattern}".`, [`Known: ${[...names].sort().join(", ")}.`]);
    }
    for (const name of matches) selected.add(name);
  }
  return stacks.filter(({ name }) => selected.has(name));
}

/** The selected stacks and those whose exports they read, directly or not, in the order of `stacks`. */
export function withProducers<Stack extends StackNode>(
  selected: readonly Stack[],
  stacks: readonly Stack[],
): Stack[] {
  const needed = new Set<string>();
  const add = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    stacks.find((stack) => stack.name === name)?.dependsOn.forEach(add);
  };
  for (const { name } of selected) add(name);
  return stacks.filter(({ name }) => needed.has(name));
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
