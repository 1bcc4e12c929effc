import * as fs from "node:fs";
import * as path from "node:path";
import { loadEnvironments } from "../../../app/environments/load";
import { type SimulatedCloud, startSimulatedCloud } from "../../../app/simulator/simulated-cloud";
import type { ConfigurationTypes } from "../../../app/simulator/types-in-use";
import type { SynthesizedStack } from "../../../app/synth/estate-file";
import { synthesize } from "../../../app/synth/synthesize";
import { temporaryFolder } from "./workbench";

/** dev, synthesized, and an empty simulated account for it. */
export interface Account {
  readonly outdir: string;
  readonly stacks: readonly SynthesizedStack[];
  readonly bootstrap: SynthesizedStack;
  readonly simulated: SimulatedCloud;
}

export async function emptyAccount(): Promise<Account> {
  const environments = loadEnvironments({ names: ["dev"] });
  const outdir = path.join(temporaryFolder(), "cdktf.out");
  const { stacks } = synthesize({ environments, outdir });
  const bootstrap = stacks.find(({ lifetime }) => lifetime === "account");
  if (!bootstrap) throw new Error("dev has no bootstrap stack");
  const simulated = await startSimulatedCloud({
    configurations: stacks.map(
      ({ directory }) =>
        JSON.parse(fs.readFileSync(path.join(directory, "cdk.tf.json"), "utf8")) as ConfigurationTypes,
    ),
    account: bootstrap.account.id,
    outsidePrincipals: environments.flatMap(({ account }) => account.operators),
  });
  return { outdir, stacks, bootstrap, simulated };
}
