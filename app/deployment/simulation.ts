import * as fs from "node:fs";
import * as path from "node:path";
import { loadEnvironments } from "../environments/load";
import { repositoryRoot } from "../repository";
import type { Cloud } from "../simulator/cloud/cloud";
import { startSimulatedCloud } from "../simulator/simulated-cloud";
import type { ConfigurationTypes } from "../simulator/types-in-use";
import { synthesize } from "../synth/synthesize";
import type { BinaryKind } from "../terraform/binary";
import { unknownName } from "../user-error";
import { ownFolder } from "./own-folder";
import { requireWritableFolder } from "./writable-folder";

/** A simulated cloud that plays the account of one environment. */
export interface Simulation {
  readonly cloud: Cloud;
  /** What attaches terraform, tofu or cdktf to it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Ends it, and removes what drydock's commands kept of it. */
  close(): Promise<void>;
}

/**
 * Starts a simulated cloud that knows the types of every synthesized stack.
 * @throws UserError for an unknown environment
 */
export async function startSimulation(options: {
  readonly environment: string;
  readonly kind: BinaryKind;
  readonly directory?: string;
}): Promise<Simulation> {
  const { environment, kind, directory } = options;
  const environments = loadEnvironments(directory === undefined ? {} : { directory });
  const chosen = environments.find(({ name }) => name === environment);
  if (!chosen) {
    throw unknownName(
      "environment",
      environment,
      environments.map(({ name }) => name),
    );
  }
  const outdir = fs.mkdtempSync(path.join(temporaryFolder(), "synth-"));
  let configurations: ConfigurationTypes[];
  try {
    const { stacks } = synthesize({ environments, outdir });
    configurations = stacks.map(
      (stack) =>
        JSON.parse(fs.readFileSync(path.join(stack.directory, "cdk.tf.json"), "utf8")) as ConfigurationTypes,
    );
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
  const simulated = await startSimulatedCloud({
    configurations,
    account: chosen.account.id,
    outsidePrincipals: environments.flatMap(({ account }) => account.operators),
    delegatedZones: environments.filter(({ dns }) => dns.delegated).map(({ dns }) => dns.zone),
  });
  const variables = simulated.variables(kind);
  return {
    cloud: simulated.cloud,
    variables,
    close: async () => {
      await simulated.close();
      fs.rmSync(ownFolder(variables), { recursive: true, force: true });
    },
  };
}

function temporaryFolder(): string {
  const folder = path.join(repositoryRoot, ".drydock", "simulated");
  requireWritableFolder(folder);
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}
