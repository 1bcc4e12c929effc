import * as fs from "node:fs";
import * as path from "node:path";
import type { Cloud } from "../../simulator/cloud/cloud";
import type { SnapshotEntry } from "../../simulator/cloud/inventory";
import type { SynthesizedStack } from "../../synth/estate-file";
import type { StateFile } from "../../terraform/driver";
import { asObject } from "../../terraform/json";
import { managedObjects } from "../../terraform/state-objects";
import { configurationFile } from "../../terraform/workspace";

/**
 * Compares what the cloud holds with the states in its buckets and with the configurations: every object in one state,
 * every resource once, no lock.
 * @param built stacks that must be there whole; of the others, only what their states hold
 * @returns one sentence for each thing that does not agree
 */
export function auditStates(
  cloud: Cloud,
  stacks: readonly SynthesizedStack[],
  built: readonly SynthesizedStack[],
): string[] {
  const wrong: string[] = [];
  const holders = new Map<string, string[]>();
  for (const stack of stacks) {
    const { bucket, key } = stack.backend;
    if (cloud.objectStore.get(bucket, `${key}.tflock`)) wrong.push(`The state of ${stack.name} is locked.`);
    const objects = stateIn(cloud, bucket, key);
    for (const { address, type, attributes } of objects) {
      const name = `${type} ${String(attributes["id"])}`;
      holders.set(name, [...(holders.get(name) ?? []), `${address} of ${stack.name}`]);
    }
    if (built.includes(stack)) {
      const known = new Set(objects.map(({ address }) => address));
      const missing = addressesOf(stack).filter((address) => !known.has(address));
      wrong.push(...missing.map((address) => `The state of ${stack.name} lacks ${address}.`));
    }
  }
  for (const [name, addresses] of holders) {
    if (addresses.length > 1) wrong.push(`${name} is in the states twice: ${addresses.join(", ")}.`);
  }
  const present = cloud.snapshot();
  // Also what came with something else: a VPC's default security group is in the state that took it over.
  const names = new Set([...cloud.everything()].map(({ type, id }) => `${type} ${id}`));
  for (const { type, id } of present) {
    if (!holders.has(`${type} ${id}`)) wrong.push(`${type} ${id} is in no state.`);
  }
  for (const [name, addresses] of holders) {
    if (!names.has(name)) wrong.push(`${addresses.join(", ")} is in a state and not in the cloud: ${name}.`);
  }
  return [...wrong, ...twins(present)];
}

/** Objects that carry the same address of the same stack. */
function twins(present: readonly SnapshotEntry[]): string[] {
  const byAddress = new Map<string, string[]>();
  for (const { type, id, attributes } of present) {
    const { stack, address } = asObject(attributes["tags_all"]);
    if (typeof stack !== "string" || typeof address !== "string") continue;
    const place = `${address} of ${stack}`;
    byAddress.set(place, [...(byAddress.get(place) ?? []), `${type} ${id}`]);
  }
  return [...byAddress]
    .filter(([, objects]) => objects.length > 1)
    .map(([place, objects]) => `${place} exists ${objects.length} times: ${objects.join(", ")}.`);
}

function stateIn(cloud: Cloud, bucket: string, key: string): ReturnType<typeof managedObjects> {
  const stored = cloud.objectStore.get(bucket, key);
  return stored ? managedObjects(JSON.parse(stored.body.toString()) as StateFile) : [];
}

/** How many resources a stack declares, which is how often terraform creates something for it. */
export function addressesOf({ directory }: SynthesizedStack): string[] {
  const file = path.join(directory, configurationFile);
  const types = asObject(asObject(JSON.parse(fs.readFileSync(file, "utf8")))["resource"]);
  return Object.entries(types).flatMap(([type, blocks]) =>
    Object.keys(asObject(blocks)).map((name) => `${type}.${name}`),
  );
}
