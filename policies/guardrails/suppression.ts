import { Aspects, TerraformResource, TerraformStack } from "cdktf";
import type { App } from "cdktf";
import type { IConstruct } from "constructs";
import { UserError, unknownName } from "../../app/user-error";
import type { Finding } from "./finding";
import { ruleIds } from "./rules";

const METADATA_TYPE = "drydock:suppress";

/** A rule that somebody took away from a construct and everything below it. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  /** Path of the construct where it stands, "dev-network/runner". */
  readonly at: string;
}

/**
 * Takes one rule away from a construct and everything below it. The finding still shows in the report, with the
 * reason, and the reason is written beside each resource in the synthesized configuration (under "//", which
 * Terraform ignores), so that a reviewer of the files and the check of a plan see it too.
 * @param reason a sentence that a reviewer can judge: at least four words
 * @throws UserError for an unknown rule or a reason that says nothing
 */
export function suppress(construct: IConstruct, rule: string, reason: string): void {
  const known = ruleIds();
  if (!known.includes(rule)) throw unknownName("guardrail", rule, known);
  if (reason.trim().split(/\s+/).length < 4) {
    throw new UserError(
      `The suppression of ${rule} at ${construct.node.path} has the reason "${reason}". Give a sentence that a reviewer can judge.`,
    );
  }
  const first = ownSuppressions(construct).length === 0;
  construct.node.addMetadata(METADATA_TYPE, { rule, reason: reason.trim() });
  if (first) Aspects.of(construct).add({ visit: writeBesideResource });
}

/** What is suppressed at a construct, by itself or by a construct above it. */
export function suppressionsOf(construct: IConstruct): Suppression[] {
  return construct.node.scopes.flatMap(ownSuppressions);
}

/** Every suppression of the app by stack and construct path, for the report. */
export function suppressions(app: App): Map<string, Map<string, Suppression[]>> {
  const byStack = new Map<string, Map<string, Suppression[]>>();
  for (const construct of app.node.findAll()) {
    const own = ownSuppressions(construct);
    if (own.length === 0) continue;
    const stack = stackNameOf(construct);
    const byPath = byStack.get(stack) ?? new Map<string, Suppression[]>();
    byStack.set(stack, byPath.set(construct.node.path, own));
  }
  return byStack;
}

/** A suppression that no finding needed: the breach is gone, or it never stood where the suppression stands. */
export function unusedSuppression(stack: string, suppression: Suppression): Finding {
  return {
    rule: "unused-suppression",
    severity: "warning",
    stack,
    address: suppression.at,
    message: `The suppression of ${suppression.rule} matches nothing. Remove it.`,
  };
}

/** Name of the stack that a construct is in; "" above the stacks. */
export function stackNameOf(construct: IConstruct): string {
  const stack = construct.node.scopes.find((scope) => TerraformStack.isStack(scope));
  return stack === undefined ? "" : stack.node.id;
}

function ownSuppressions(construct: IConstruct): Suppression[] {
  return construct.node.metadata
    .filter((entry) => entry.type === METADATA_TYPE)
    .map((entry) => ({ ...(entry.data as { rule: string; reason: string }), at: construct.node.path }));
}

function writeBesideResource(construct: IConstruct): void {
  if (!TerraformResource.isTerraformResource(construct)) return;
  construct.addOverride("//.suppressions", suppressionsOf(construct));
}
