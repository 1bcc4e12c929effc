import type { PlanRule } from "../rule";
import { whatIsLost } from "../stateful-types";
import { had, isDestruction } from "../terraform-plan";

export const statefulNotDestroyed: PlanRule = {
  id: "stateful-not-destroyed",
  severity: "error",
  title: "No change destroys a stateful resource",
  rationale:
    "A resource that leaves the configuration, or whose address changes without `moved`, is deleted with its data.",
  source: { design: "What must survive a rebuild has its own stack" },
  check(change) {
    const lost = whatIsLost(change.type, (name) => had(change, name));
    if (lost === undefined || !isDestruction(change)) return undefined;
    return `The plan destroys it and loses ${lost}. Declare a \`moved\` entry if its address changed, or a \`removed\` entry that lets Terraform forget it.`;
  },
};
