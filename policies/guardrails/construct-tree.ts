import { TerraformResource } from "cdktf";
import type { App } from "cdktf";
import type { IConstruct } from "constructs";
import { addressOf } from "../../constructs/estate/address-tag";
import { readTree } from "./app-tree";
import type { Finding } from "./finding";
import { constructTreeRules } from "./rules";
import { stackNameOf, suppressions, suppressionsOf, unusedSuppression } from "./suppression";
import type { Suppression } from "./suppression";

/** Runs the rules of the construct tree. To be called before `app.synth()`; changes nothing in the tree. */
export function checkConstructs(app: App): Finding[] {
  const stacks = readTree(app);
  const used = new Set<string>();
  const findings = constructTreeRules.flatMap((rule) =>
    [...rule.check(stacks)].map(({ subject, message, severity }): Finding => {
      const suppression = suppressionsOf(subject).find((candidate) => candidate.rule === rule.id);
      if (suppression !== undefined) used.add(key(suppression));
      return {
        rule: rule.id,
        severity: severity ?? rule.severity,
        stack: stackNameOf(subject),
        address: placeOf(subject),
        message,
        ...(suppression !== undefined && { suppression: { reason: suppression.reason } }),
      };
    }),
  );
  return [...findings, ...unusedIn(app, used)];
}

function unusedIn(app: App, used: ReadonlySet<string>): Finding[] {
  const ownRules = new Set(constructTreeRules.map((rule) => rule.id));
  return [...suppressions(app)].flatMap(([stack, byPath]) =>
    [...byPath.values()]
      .flat()
      .filter((suppression) => ownRules.has(suppression.rule) && !used.has(key(suppression)))
      .map((suppression) => unusedSuppression(stack, suppression)),
  );
}

function key(suppression: Suppression): string {
  return `${suppression.at} ${suppression.rule}`;
}

function placeOf(construct: IConstruct): string {
  return TerraformResource.isTerraformResource(construct) ? addressOf(construct) : construct.node.path;
}
