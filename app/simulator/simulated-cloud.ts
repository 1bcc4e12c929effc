import { Cloud } from "./cloud/cloud";
import { providerCatalogue } from "./provider/catalogue";
import { SimulatedProvider } from "./provider/provider";
import { type ProviderServer, serveProvider } from "./provider/provider-server";
import type { Disturbance } from "./state-endpoint/disturbance";
import { startStateEndpoint } from "./state-endpoint/state-endpoint";
import { type ConfigurationTypes, typesInUse } from "./types-in-use";

export interface SimulatedCloudOptions {
  /** A cloud that holds something already, or has faults to come. @default an empty one */
  readonly cloud?: Cloud;
  /** The stacks that will be applied; see typesInUse. @default none */
  readonly configurations?: readonly ConfigurationTypes[];
  /** Account of the credentials, for provider blocks that name none; 12 digits. @default "111111111111" */
  readonly account?: string;
  /**
   * ARNs of the people and roles that exist beside what the configurations make. Once given, a policy that names
   * anybody else is refused as AWS refuses it; without it, an unknown principal may be one of them.
   */
  readonly outsidePrincipals?: readonly string[];
  /** DNS zones whose parents, outside, name the servers of the first zone of that name. @default none */
  readonly delegatedZones?: readonly string[];
}

/** Providers and the endpoints of S3, STS and the tag index, in this process, on ports of the loopback interface. */
export interface SimulatedCloud {
  readonly cloud: Cloud;
  /** Makes those endpoints unreachable, or throttle; faults of other services are the cloud's. */
  readonly disturbance: Disturbance;
  /** Environment variables that attach a terraform or tofu to it; nothing else has to change. */
  variables(binary: "terraform" | "tofu"): Record<string, string>;
  /** Another simulated cloud that begins as a copy of what this one holds now. */
  fork(): Promise<SimulatedCloud>;
  close(): Promise<void>;
}

const registries = { terraform: "registry.terraform.io", tofu: "registry.opentofu.org" } as const;

/**
 * Starts a simulated cloud.
 * @throws UserError when a configuration uses a type that no installed binding has
 */
export async function startSimulatedCloud(options: SimulatedCloudOptions = {}): Promise<SimulatedCloud> {
  const { cloud = new Cloud(), configurations = [], account = "111111111111", outsidePrincipals } = options;
  // All of them first: a type that does not exist is found before anything listens.
  const providers = providerCatalogue(account).map(
    (definition) => new SimulatedProvider(definition, cloud, typesInUse(configurations, definition.name)),
  );
  cloud.delegations.expect(options.delegatedZones ?? []);
  if (outsidePrincipals) cloud.principals.declareOutside(outsidePrincipals);
  const servers = new Map<string, ProviderServer>();
  for (const provider of providers) servers.set(provider.name, await serveProvider(provider));
  const stateEndpoint = await startStateEndpoint(cloud, { account });
  return {
    cloud,
    disturbance: stateEndpoint.disturbance,
    variables: (binary) => ({
      ...stateEndpoint.variables,
      TF_REATTACH_PROVIDERS: reattachment(registries[binary], servers),
      // Neither credentials of the machine nor a look for newer versions.
      AWS_EC2_METADATA_DISABLED: "true",
      CHECKPOINT_DISABLE: "1",
    }),
    fork: () => startSimulatedCloud({ ...options, cloud: cloud.copy() }),
    close: async () => {
      await Promise.all([stateEndpoint.close(), ...[...servers.values()].map((server) => server.close())]);
    },
  };
}

/** Terraform's notation of providers that run already; "Test" leaves starting and stopping them to us. */
function reattachment(registry: string, servers: ReadonlyMap<string, ProviderServer>): string {
  const entries = [...servers].map(([name, { address }]) => [
    `${registry}/hashicorp/${name}`,
    {
      Protocol: "grpc",
      ProtocolVersion: 5,
      Pid: process.pid,
      Test: true,
      Addr: { Network: "tcp", String: address },
    },
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}
