import type { Problem } from "../problem";
import type { Environment } from "../schema";
import { accountRules } from "./account";
import { pairRules } from "./between";
import { clusterRules } from "./clusters";
import { networkRules } from "./network";
import { retentionRules } from "./retention";
import type { Rule } from "./rule";
import { serviceRules } from "./services";
import { tierRules } from "./tier";
import { versionRules } from "./versions";
import { zoneRules } from "./zones";

/** Every rule of one environment, in the order in which docs/environments.md lists them. */
export const rules: readonly Rule[] = [
  ...accountRules,
  ...zoneRules,
  ...networkRules,
  ...clusterRules,
  ...serviceRules,
  ...retentionRules,
  ...versionRules,
  ...tierRules,
];

export function checkEnvironment(environment: Environment): Problem[] {
  return rules.flatMap((rule) => [...rule.check(environment)]);
}

/** Problems between environments, by the name of the environment that should change. */
export function checkTogether(environments: readonly Environment[]): Map<string, Problem[]> {
  const found = new Map<string, Problem[]>();
  for (const [index, second] of environments.entries()) {
    const problems = environments
      .slice(0, index)
      .flatMap((first) => pairRules.flatMap((rule) => [...rule.check(first, second)]));
    if (problems.length > 0) found.set(second.name, problems);
  }
  return found;
}
