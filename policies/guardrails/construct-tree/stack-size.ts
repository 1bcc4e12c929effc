import type { ConstructTreeRule } from "../rule";

const LIMIT = 150;

export const stackSize: ConstructTreeRule = {
  id: "stack-size",
  severity: "warning",
  title: `Stacks stay under ${LIMIT} resources`,
  rationale:
    "Terraform's work on one state grows with the square of its resources, and a plan that nobody reads to the end is not reviewed.",
  source: { design: "Small stacks, typed exports" },
  *check(stacks) {
    for (const { stack, resources } of stacks) {
      const count = resources.length;
      if (count < LIMIT) continue;
      yield {
        subject: stack,
        message: `It has ${count} resources. Split it so that each part stays under ${LIMIT}.`,
      };
    }
  },
};
