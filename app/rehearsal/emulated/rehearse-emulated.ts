import * as path from "node:path";
import { startEmulatedCloud } from "../../emulation/emulated-cloud";
import { linkMirror } from "../../terraform/linked-mirror";
import { playScenario, type ScenarioRun, type ScenarioRunOptions } from "../run-scenario";
import { awsProvider, type EmulationTools } from "./requirements";

export interface EmulatedRunOptions extends Omit<
  ScenarioRunOptions,
  "operators" | "delegatedZones" | "start"
> {
  readonly tools: EmulationTools;
}

/**
 * Go's collector at work a fourth as often as it would be: the provider's start is most of this level's time, and takes
 * 1.6 s of a processor in place of 2.2 s so, with 660 MB in place of 620 MB.
 */
const rareCollections = "400";

/** Stacks at once: they wait more than they work. */
const atOnce = 3;

/** Plays one scenario with the real aws provider, in a moto of its own behind our endpoint. */
export async function rehearseEmulated(options: EmulatedRunOptions): Promise<Omit<ScenarioRun, "end">> {
  const { tools, stacks, scenario, folder, binary } = options;
  const account = stacks[0]?.account.id ?? "";
  const { mirror, providerVersion: version, moto } = tools;
  const settings = linkMirror(mirror, {
    kind: binary.kind,
    provider: awsProvider,
    version,
    // Where terraform keeps providers: the secret scan passes over it.
    folder: path.join(folder, ".terraform", "mirror"),
  });
  const variables = { TF_CLI_CONFIG_FILE: settings, GOGC: rareCollections };
  const several = { ...options, limit: atOnce };
  if (scenario.steps.every(({ step }) => step === "validate")) return playScenario(several, { variables });
  const emulated = await startEmulatedCloud({ moto, account, folder: path.join(folder, "emulation") });
  try {
    const ground = { variables: { ...emulated.variables, ...variables } };
    const played = await playScenario(several, ground);
    return { ...played, report: { ...played.report, calls: emulated.calls } };
  } finally {
    await emulated.close();
  }
}
