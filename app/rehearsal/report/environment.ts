import * as fs from "node:fs";
import * as path from "node:path";
import type { SynthesizedStack } from "../../synth/estate-file";
import { asObject } from "../../terraform/json";
import { wavesOf } from "../../terraform/waves";
import { configurationFile } from "../../terraform/workspace";
import type { EnvironmentReport } from "./shape";

/**
 * An environment's stacks, wave by wave, with how much each declares.
 * @param all stacks that are rehearsed
 */
export function describeEnvironment(name: string, all: readonly SynthesizedStack[]): EnvironmentReport {
  const stacks = all.filter((stack) => stack.environments.includes(name));
  return {
    name,
    stacks: wavesOf(stacks).flatMap((wave, index) =>
      wave.map((stack) => ({
        name: stack.name,
        lifetime: stack.lifetime,
        dependsOn: stack.dependsOn,
        wave: index,
        resources: countResources(stack),
      })),
    ),
  };
}

function countResources({ directory }: SynthesizedStack): number {
  const configuration = asObject(
    JSON.parse(fs.readFileSync(path.join(directory, configurationFile), "utf8")),
  );
  return Object.values(asObject(configuration["resource"])).reduce<number>(
    (count, ofType) => count + Object.keys(asObject(ofType)).length,
    0,
  );
}
