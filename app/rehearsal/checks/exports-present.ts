import type { ExportKind } from "../../../constructs/estate/exports";
import type { Check } from "./check";

/** Consumers read exports from the state; one that is missing there shows only when the next stack is planned. */
export const exportsPresent: Check = {
  name: "exports are in the state",
  run: ({ stage, states }) => {
    const declared = stage.options.stacks.flatMap((stack) =>
      Object.entries(stack.exports).map(([name, kind]) => ({ stack: stack.name, name, kind })),
    );
    const wrong = declared.flatMap(({ stack, name, kind }) => {
      const output = states.get(stack)?.outputs[name];
      if (output === undefined) return [`"${stack}" does not export "${name}".`];
      if (isKind(output.value, kind)) return [];
      return [`"${stack}" exports "${name}" as ${JSON.stringify(output.value)}, which is no ${kind}.`];
    });
    return { count: declared.length, subject: "exports", wrong };
  },
};

function isKind(value: unknown, kind: ExportKind): boolean {
  switch (kind) {
    case "string":
      return typeof value === "string" && value !== "";
    case "number":
      return typeof value === "number";
    case "bool":
      return typeof value === "boolean";
    case "list":
      return Array.isArray(value) && value.every((item) => typeof item === "string" && item !== "");
  }
}
