import * as fs from "node:fs";
import * as path from "node:path";
import { asObject } from "../terraform/json";
import type { SynthesizedStack } from "./estate-file";

/**
 * Takes the dependencies between lifetimes out of cdktf's manifest. While it names one, `cdktf deploy 'dev-*'` is
 * refused ("dependencies are not included in the stacks to run"), although the survivors are deployed already; and
 * the flag that lifts the refusal also drops the order of all other stacks (seen with cdktf-cli 0.21.0). Within a
 * lifetime the order stays; estate.json, which drydock reads, keeps every dependency.
 */
export function separateLifetimes(outdir: string, stacks: readonly SynthesizedStack[]): void {
  const file = path.join(outdir, "manifest.json");
  const lifetimes = new Map(stacks.map(({ name, lifetime }) => [name, lifetime]));
  const manifest = asObject(JSON.parse(fs.readFileSync(file, "utf8")));
  const separated = Object.entries(asObject(manifest["stacks"])).map(([name, entry]) => {
    const own = stacks.find((stack) => stack.name === name);
    const dependencies = (own?.dependsOn ?? []).filter((other) => lifetimes.get(other) === own?.lifetime);
    return [name, { ...asObject(entry), dependencies }];
  });
  fs.writeFileSync(
    file,
    JSON.stringify({ ...manifest, stacks: Object.fromEntries(separated) }, undefined, 2),
  );
}
