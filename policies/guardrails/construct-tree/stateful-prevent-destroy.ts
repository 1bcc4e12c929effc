import { states } from "../construct-arguments";
import type { ConstructTreeRule } from "../rule";
import { whatIsLost } from "../stateful-types";

export const statefulPreventDestroy: ConstructTreeRule = {
  id: "stateful-prevent-destroy",
  severity: "error",
  title: "Stateful resources of surviving stacks carry prevent_destroy",
  rationale: "A plan that would delete data must fail in Terraform itself, whoever runs it.",
  source: { design: "What must survive a rebuild has its own stack, with prevent_destroy" },
  *check(stacks) {
    for (const { lifetime, resources } of stacks) {
      if (lifetime === "disposable") continue;
      for (const resource of resources) {
        const lost = whatIsLost(resource.terraformResourceType, (name) => states(resource, name));
        if (lost === undefined || resource.lifecycle?.preventDestroy === true) continue;
        yield {
          subject: resource,
          message: `Deleting it loses ${lost}, and lifecycle.prevent_destroy is not set. Set it to true.`,
        };
      }
    }
  },
};
