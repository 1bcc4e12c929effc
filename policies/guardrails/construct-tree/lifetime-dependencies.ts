import { lifetimeOf } from "../../../app/naming";
import type { Lifetime } from "../../../app/naming";
import type { ConstructTreeRule } from "../rule";

/** What lives longer may not need what lives shorter. */
const rank: Readonly<Record<Lifetime, number>> = { account: 0, keep: 1, disposable: 2 };

export const lifetimeDependencies: ConstructTreeRule = {
  id: "lifetime-dependencies",
  severity: "error",
  title: "No stack depends on one that lives shorter",
  rationale: "A surviving stack that reads a disposable one cannot be planned while that one is rebuilt.",
  source: { design: "What must survive a rebuild has its own stack; the rest is disposable" },
  *check(stacks) {
    for (const { stack, lifetime: own } of stacks) {
      for (const dependency of stack.dependencies) {
        const other = lifetimeOf(dependency.node.id);
        if (rank[other] <= rank[own]) continue;
        yield {
          subject: stack,
          message: `It is ${own} and depends on ${dependency.node.id}, which is ${other}. Turn the dependency round.`,
        };
      }
    }
  },
};
