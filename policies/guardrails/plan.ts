import * as fs from "node:fs";
import * as path from "node:path";
import type { Finding } from "./finding";
import { planRules } from "./rules";
import { StackConfiguration } from "./stack-configuration";
import type { TerraformJson } from "./stack-configuration";
import type { Suppression } from "./suppression";
import type { PlannedChange, TerraformPlan } from "./terraform-plan";

/** What is needed to know of a stack: its name and the folder that holds its `cdk.tf.json`. */
export interface PlannedStack {
  readonly name: string;
  readonly directory: string;
}

/**
 * Runs the plan rules on the changes of one plan (`terraform show -json`). For plans that deploy a change: a plan
 * of `terraform destroy` destroys by intent and is not to be checked here.
 */
export function checkPlan(stack: PlannedStack, plan: TerraformPlan): Finding[] {
  const suppressionsAt = readSuppressions(stack);
  const gone = new Map(
    (plan.resource_drift ?? [])
      .filter(({ change }) => change.actions.includes("delete"))
      .map(({ address, change }) => [address, change]),
  );
  return (plan.resource_changes ?? [])
    .map((change) => withVanished(change, gone))
    .flatMap((change) =>
      planRules.flatMap((rule): Finding[] => {
        const message = rule.check(change, stack.name);
        if (message === undefined) return [];
        const suppression = suppressionsAt(change).find((candidate) => candidate.rule === rule.id);
        return [
          {
            rule: rule.id,
            severity: rule.severity,
            stack: stack.name,
            address: change.address,
            message,
            ...(suppression !== undefined && { suppression: { reason: suppression.reason } }),
          },
        ];
      }),
    );
}

function withVanished(
  change: PlannedChange,
  gone: ReadonlyMap<string, NonNullable<PlannedChange["vanished"]>>,
): PlannedChange {
  const vanished = gone.get(change.address);
  return vanished ? { ...change, vanished } : change;
}

/** A resource that has left the configuration has no suppression: what stood beside it has left too. */
function readSuppressions(stack: PlannedStack): (change: PlannedChange) => readonly Suppression[] {
  const file = path.join(stack.directory, "cdk.tf.json");
  const configuration = JSON.parse(fs.readFileSync(file, "utf8")) as TerraformJson;
  const byAddress = new Map(
    new StackConfiguration(stack.name, configuration).resources.map((resource) => [
      resource.address,
      resource.suppressions,
    ]),
  );
  return (change) => byAddress.get(change.address.replace(/\[.*\]$/, "")) ?? [];
}
