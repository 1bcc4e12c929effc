import type { PlanRule } from "../rule";
import { whatIsLost } from "../stateful-types";
import { had, isReplacement } from "../terraform-plan";

export const statefulNotReplaced: PlanRule = {
  id: "stateful-not-replaced",
  severity: "error",
  title: "No change replaces a stateful resource",
  rationale:
    "A replacement is a deletion that reads like an update: the new object has the name and none of the data.",
  source: { design: "What must survive a rebuild has its own stack" },
  check(change) {
    const lost = whatIsLost(change.type, (name) => had(change, name));
    if (lost === undefined || !isReplacement(change)) return undefined;
    const paths = (change.change.replace_paths ?? []).map((path) => path.join("."));
    const cause = paths.length === 0 ? (change.action_reason ?? "no reason given") : paths.join(", ");
    return `The plan replaces it (because of ${cause}) and loses ${lost}. Keep what forces the replacement as it was, or move the data first.`;
  },
};
