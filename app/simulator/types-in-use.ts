import type { TypesInUse } from "./provider/provider";

/** One synthesized stack (`cdk.tf.json`), as far as types are concerned. */
export interface ConfigurationTypes {
  readonly resource?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * The types of a provider that configurations use. Given to the simulated cloud, the use of one that it lacks is
 * answered with the file to add it in; otherwise terraform would claim that the provider does not know the type.
 *
 * @param provider `"aws"`, `"kubernetes"`, `"vault"`
 */
export function typesInUse(configurations: readonly ConfigurationTypes[], provider: string): TypesInUse {
  const named = (part: "resource" | "data"): string[] => {
    const types = configurations.flatMap((configuration) => Object.keys(configuration[part] ?? {}));
    return [...new Set(types)].filter((type) => type.startsWith(`${provider}_`)).sort();
  };
  return { resources: named("resource"), dataSources: named("data") };
}
