import { lifetimeOf } from "../../../app/naming";
import { resourcesOf, stacksOf } from "../app-tree";
import type { ConstructTreeRule } from "../rule";
import { whatIsLost } from "../stateful-types";

export const statefulSurvives: ConstructTreeRule = {
  id: "stateful-survives",
  severity: "error",
  title: "Stateful resources stand in stacks that survive a rebuild",
  rationale:
    "Destroying an environment takes every disposable stack; what it must not take stands in keep-… or bootstrap-….",
  source: { design: "What must survive a rebuild has its own stack" },
  *check(app) {
    for (const stack of stacksOf(app)) {
      if (lifetimeOf(stack.node.id) !== "disposable") continue;
      for (const resource of resourcesOf(stack)) {
        const lost = whatIsLost(resource.terraformResourceType);
        if (lost === undefined) continue;
        yield {
          subject: resource,
          message: `Destroying the disposable stack loses ${lost}. Move it to a keep stack.`,
        };
      }
    }
  },
};
