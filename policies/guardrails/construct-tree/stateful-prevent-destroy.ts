import { TerraformResource } from "cdktf";
import { whatIsLost } from "../stateful-types";
import type { ConstructTreeRule } from "../rule";

export const statefulPreventDestroy: ConstructTreeRule = {
  id: "stateful-prevent-destroy",
  severity: "error",
  title: "Stateful resources carry prevent_destroy",
  rationale:
    "A plan that would delete data must fail in Terraform itself, whoever runs it and whatever the stack is called.",
  source: { design: "DESIGN 4: what must survive a rebuild" },
  *check(app) {
    for (const construct of app.node.findAll()) {
      if (!TerraformResource.isTerraformResource(construct)) continue;
      const lost = whatIsLost(construct.terraformResourceType);
      if (lost === undefined) continue;
      const lifecycle: unknown = construct.lifecycle;
      if (construct.lifecycle?.preventDestroy === true) continue;
      yield {
        subject: construct,
        message: `Deleting it loses ${lost}, and its lifecycle is ${JSON.stringify(lifecycle ?? {})}. Set lifecycle.preventDestroy.`,
      };
    }
  },
};
