import type { PlanRule } from "../rule";
import { isReplacement } from "../terraform-plan";

export const clusterNotReplaced: PlanRule = {
  id: "cluster-not-replaced",
  severity: "error",
  title: "No change replaces a cluster",
  rationale:
    "Everything that runs on it goes first. A second cluster can take over while the first one still serves, or `drydock destroy` takes it down on purpose.",
  source: { design: "Deletion protection that both majors of the provider can express" },
  check(change) {
    if (change.type !== "aws_eks_cluster" || !isReplacement(change)) return undefined;
    // One that failed to come up serves nobody.
    if (change.action_reason === "replace_because_tainted") return undefined;
    const paths = (change.change.replace_paths ?? []).map((path) => path.join("."));
    const cause = paths.length === 0 ? (change.action_reason ?? "no reason given") : paths.join(", ");
    return `The plan replaces it (because of ${cause}) and everything that runs on it. Keep what forces the replacement as it was, or add a second cluster.`;
  },
};
