import * as fs from "node:fs";
import * as path from "node:path";
import { repositoryRoot } from "../../repository";
import { readEstate, type SynthesizedStack } from "../../synth/estate-file";
import { compareVersions } from "../../terraform/binary";

/** The synth of each release, in a folder called after its version; `npm run release` writes one. */
export const releasesFolder = path.join(repositoryRoot, "app", "rehearsal", "releases");

/** Version of the newest release that is stored. */
export const lastRelease =
  fs
    .readdirSync(releasesFolder)
    .filter((name) => /^\d+\.\d+\.\d+$/.test(name))
    .sort(compareVersions)
    .at(-1) ?? "";

/** The stacks of one environment as a release declared them; none when it had no such environment. */
export function releasedStacks(version: string, environment: string): SynthesizedStack[] {
  return readEstate(path.join(releasesFolder, version)).filter(({ environments }) =>
    environments.includes(environment),
  );
}
