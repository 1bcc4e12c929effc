import type { Finding } from "./finding";
import { configurationRules } from "./rules";
import { StackConfiguration } from "./stack-configuration";
import type { TerraformJson, Tier } from "./stack-configuration";
import { unusedSuppression } from "./suppression";
import type { Suppression } from "./suppression";

export interface ConfigurationContext {
  /** Tier of the environment that the stack belongs to: some rules only warn in development. */
  readonly tier?: Tier;
}

/** Runs the configuration rules on one stack's `cdk.tf.json`; reads suppressions from the file itself. */
export function checkConfiguration(
  stackName: string,
  configuration: TerraformJson,
  context: ConfigurationContext = {},
): Finding[] {
  const stack = new StackConfiguration(stackName, configuration, context.tier);
  const used = new Set<string>();
  const findings = configurationRules.flatMap((rule) =>
    [...rule.check(stack)].map(({ subject, message, severity }): Finding => {
      const suppression = subject.suppressions.find((candidate) => candidate.rule === rule.id);
      if (suppression !== undefined) used.add(key(suppression));
      return {
        rule: rule.id,
        severity: severity ?? rule.severity,
        stack: stackName,
        address: subject.address,
        message,
        ...(suppression !== undefined && { suppression: { reason: suppression.reason } }),
      };
    }),
  );
  return [...findings, ...unusedIn(stack, used)];
}

function unusedIn(stack: StackConfiguration, used: ReadonlySet<string>): Finding[] {
  const ownRules = new Set(configurationRules.map((rule) => rule.id));
  const unused = new Map<string, Suppression>();
  for (const suppression of stack.resources.flatMap((resource) => resource.suppressions)) {
    if (ownRules.has(suppression.rule) && !used.has(key(suppression)))
      unused.set(key(suppression), suppression);
  }
  return [...unused.values()].map((suppression) => unusedSuppression(stack.stackName, suppression));
}

function key(suppression: Suppression): string {
  return `${suppression.at} ${suppression.rule}`;
}
