import type { PlanRule } from "../rule";
import { whatIsLost } from "../stateful-types";
import { had } from "../terraform-plan";

export const statefulNotRemade: PlanRule = {
  id: "stateful-not-remade",
  severity: "error",
  title: "No change makes a stateful resource anew that has gone",
  rationale:
    "What somebody deleted outside Terraform comes back empty under the old name, and a key that waits for its deletion counts as gone although it can be saved.",
  source: { design: "What must survive a rebuild has its own stack" },
  check(change) {
    const { vanished } = change;
    if (vanished === undefined || !change.change.actions.includes("create")) return undefined;
    const lost = whatIsLost(change.type, (name) => had({ ...change, change: vanished }, name));
    if (lost === undefined) return undefined;
    return `It is gone from AWS, and the plan would make another without ${lost}. Bring it back (a KMS key that waits for its deletion: aws kms cancel-key-deletion, then aws kms enable-key), or, when it is lost for good, take it out of the state with terraform state rm and plan again.`;
  },
};
