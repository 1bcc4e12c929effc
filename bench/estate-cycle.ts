import * as fs from "node:fs";
import * as path from "node:path";
import { loadEnvironments } from "../app/environments/load";
import { startSimulatedCloud } from "../app/simulator/simulated-cloud";
import type { ConfigurationTypes } from "../app/simulator/types-in-use";
import type { SynthesizedStack } from "../app/synth/estate-file";
import { synthesize } from "../app/synth/synthesize";
import { findBinary, type Binary } from "../app/terraform/binary";
import { StackRunner } from "../app/terraform/stack-runner";
import { isolatedVariables } from "../app/terraform/variables";
import { runInWaves } from "../app/terraform/waves";
import { milliseconds, type Figure } from "./figure";
import { countResources } from "./resources";
import { medianOfRounds } from "./rounds";
import { benchBucket, destroyable, twinOf, type Configuration } from "./twin";

const LIMIT = 3;

/** Create and destroy of one environment's stacks in the simulated cloud, against as many `terraform_data`. */
export async function measureEstateCycle(folder: string, rounds: number): Promise<Figure[]> {
  const binary = await findBinary();
  const environments = loadEnvironments({ names: ["dev"] });
  const { stacks } = synthesize({ environments, outdir: path.join(folder, "estate") });
  const resources = countResources(stacks.map(({ directory }) => directory));
  const estate = rewrite(stacks, path.join(folder, "destroyable"), destroyable);
  const twins = rewrite(stacks, path.join(folder, "twins"), twinOf);

  let cycles = 0;
  const cycle = (variant: readonly SynthesizedStack[]): Promise<number> =>
    createAndDestroy(variant, binary, path.join(folder, `cycle-${++cycles}`));
  const times = await medianOfRounds(rounds, { twins: () => cycle(twins), estate: () => cycle(estate) });
  return [
    {
      what: `create and destroy, ${stacks.length} stacks, ${resources} resources, ${binary.kind} ${binary.version}`,
      measured: milliseconds(times.estate),
      against: `terraform_data ${milliseconds(times.twins)}`,
      bound: `${LIMIT} times`,
      ofBound: times.estate / times.twins / LIMIT,
    },
  ];
}

function rewrite(
  stacks: readonly SynthesizedStack[],
  folder: string,
  change: (configuration: Configuration) => Configuration,
): SynthesizedStack[] {
  return stacks.map((stack) => {
    const directory = path.join(folder, stack.name);
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify(change(read(stack)), null, 2));
    return { ...stack, directory };
  });
}

/** @returns milliseconds from the first init to the last destroy, without starting the cloud and making its bucket */
async function createAndDestroy(
  stacks: readonly SynthesizedStack[],
  binary: Binary,
  folder: string,
): Promise<number> {
  const [first] = stacks;
  if (first === undefined) throw new Error("The estate has no stack.");
  const bucket = benchBucket(first.region);
  const configurations: ConfigurationTypes[] = [...stacks.map(read), bucket];
  const cloud = await startSimulatedCloud({ configurations, account: first.account.id });
  try {
    const variables = isolatedVariables(process.env, cloud.variables(binary.kind));
    const runner = new StackRunner({ binary, variables, folder });
    await apply(runner, writeBucketStack(folder, bucket));

    const begun = performance.now();
    await inWaves(stacks, "create", (stack) => apply(runner, stack));
    await inWaves(stacks, "destroy", (stack) => apply(runner, stack, true));
    return performance.now() - begun;
  } finally {
    await cloud.close();
  }
}

async function inWaves(
  stacks: readonly SynthesizedStack[],
  direction: "create" | "destroy",
  run: (stack: SynthesizedStack) => Promise<void>,
): Promise<void> {
  const outcomes = await runInWaves({ stacks, direction, limit: 2, run });
  for (const outcome of outcomes) {
    if (outcome.state === "failed") throw outcome.error;
  }
}

async function apply(
  runner: StackRunner,
  stack: Pick<SynthesizedStack, "name" | "directory">,
  destroy = false,
): Promise<void> {
  const planned = await runner.plan(stack, { destroy });
  if (!planned.changes)
    throw new Error(`The plan of ${stack.name} changes nothing, so it would measure nothing.`);
  await runner.apply(stack, planned);
}

function writeBucketStack(folder: string, bucket: Configuration): { name: string; directory: string } {
  const directory = path.join(folder, "bucket");
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify(bucket));
  return { name: "bench-state", directory };
}

function read(stack: SynthesizedStack): Configuration {
  return JSON.parse(fs.readFileSync(path.join(stack.directory, "cdk.tf.json"), "utf8")) as Configuration;
}
