import * as path from "node:path";
import { readEstate } from "../app/synth/estate-file";
import { runCold, runEntry } from "./cold-process";
import { milliseconds, type Figure } from "./figure";
import { countResources } from "./resources";
import { medianOfRounds } from "./rounds";

/** Beside the floor, what one resource may cost. */
const MILLISECONDS_A_RESOURCE = 0.5;

/** Cold synth of the repository's environments: against its own floor, and against cdktf's command line. */
export async function measureColdSynth(folder: string, rounds: number): Promise<Figure[]> {
  const ours = path.join(folder, "synth");
  const theirs = path.join(folder, "cdktf-synth");
  const times = await medianOfRounds(rounds, {
    floor: async () => (await runEntry("bench/entries/load-modules.ts")).milliseconds,
    synth: async () => (await runEntry("main.ts", [], { CDKTF_OUTDIR: ours })).milliseconds,
    cdktf: async () => (await runCold("npx", ["cdktf", "synth", "--output", theirs])).milliseconds,
  });
  const resources = countResources(readEstate(ours).map(({ directory }) => directory));
  const bound = times.floor + MILLISECONDS_A_RESOURCE * resources;
  return [
    {
      what: `synth, ${resources} resources, cold process`,
      measured: milliseconds(times.synth),
      against: `floor ${milliseconds(times.floor)}`,
      bound: `floor + ${MILLISECONDS_A_RESOURCE} ms a resource = ${milliseconds(bound)}`,
      ofBound: times.synth / bound,
    },
    {
      what: "the same, against npx cdktf synth",
      measured: milliseconds(times.synth),
      against: `cdktf ${milliseconds(times.cdktf)}`,
      bound: "1/4",
      ofBound: times.synth / (times.cdktf / 4),
    },
  ];
}
