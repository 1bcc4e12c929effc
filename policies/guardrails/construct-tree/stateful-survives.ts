import { states } from "../construct-arguments";
import type { ConstructTreeRule } from "../rule";
import { whatIsLost } from "../stateful-types";

export const statefulSurvives: ConstructTreeRule = {
  id: "stateful-survives",
  severity: "error",
  title: "Stateful resources stand in stacks that survive a rebuild",
  rationale:
    "Destroying an environment takes every disposable stack; what it must not take stands in keep-… or bootstrap-….",
  source: { design: "What must survive a rebuild has its own stack" },
  *check(stacks) {
    for (const { lifetime, resources } of stacks) {
      if (lifetime !== "disposable") continue;
      for (const resource of resources) {
        const lost = whatIsLost(resource.terraformResourceType, (name) => states(resource, name));
        if (lost === undefined) continue;
        yield {
          subject: resource,
          message: `Destroying the disposable stack loses ${lost}. Move it to a keep stack.`,
        };
      }
    }
  },
};
