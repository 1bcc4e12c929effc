import { awsTables } from "../aws/tables";
import type { ProviderDefinition } from "./provider";
import { awsSession, serverSession } from "./session";

/**
 * The simulated providers and what each can do. Kubernetes and Vault have no behaviours yet: their types are refused
 * with the place to add them to.
 *
 * @param credentialsAccount account of the simulated credentials, 12 digits
 */
export function providerCatalogue(credentialsAccount: string): readonly ProviderDefinition[] {
  return [
    {
      name: "aws",
      tables: awsTables,
      tablesFolder: "app/simulator/aws",
      session: (config) => awsSession(config, credentialsAccount),
    },
    ...["kubernetes", "vault"].map((name) => ({
      name,
      tables: { resources: {}, dataSources: {} },
      tablesFolder: `app/simulator/${name}`,
      session: serverSession,
    })),
  ];
}
