import * as path from "node:path";
import { runEntry } from "./cold-process";
import { milliseconds, type Figure } from "./figure";
import { median } from "./rounds";

/** Resources, about: as many copies of an environment are synthesized as come nearest to each. */
const SIZES = [1290, 2580, 5160] as const;
const LIMIT_MILLISECONDS = 1500;
const LIMIT_MEGABYTES = 200;
/** Twice the resources may take this much more than twice the time. */
const LINEAR_TOLERANCE = 1.15;

interface Size {
  readonly resources: number;
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** Synth of many resources: time, memory, and whether time grows no faster than the resources. */
export async function measureScale(folder: string, rounds: number): Promise<Figure[]> {
  const { resources: ofOneCopy } = await synthesizeCopies(folder, 1);
  const numbers = SIZES.map((resources) => Math.max(1, Math.round(resources / ofOneCopy)));
  const runs = new Map<number, Size[]>(numbers.map((copies) => [copies, []]));
  const floors: number[] = [];
  for (let round = 0; round < rounds; round++) {
    floors.push((await runEntry("bench/entries/load-modules.ts")).milliseconds);
    for (const copies of numbers) runs.get(copies)?.push(await synthesizeCopies(folder, copies));
  }
  const floor = median(floors);
  const [small, middle, large] = numbers.map((copies) => middleOf(runs.get(copies) ?? []));
  if (small === undefined || middle === undefined || large === undefined)
    throw new Error("A size was not measured.");
  return [
    {
      what: `synth, ${large.resources} resources, cold process`,
      measured: milliseconds(large.milliseconds),
      against: `floor ${milliseconds(floor)}`,
      bound: milliseconds(LIMIT_MILLISECONDS),
      ofBound: large.milliseconds / LIMIT_MILLISECONDS,
    },
    {
      what: "the same, memory",
      measured: `${Math.round(large.megabytes)} MB`,
      against: "",
      bound: `${LIMIT_MEGABYTES} MB`,
      ofBound: large.megabytes / LIMIT_MEGABYTES,
    },
    linear(small, middle, floor),
    linear(middle, large, floor),
  ];
}

function linear(smaller: Size, larger: Size, floor: number): Figure {
  const cost = ({ milliseconds: total, resources }: Size): number => (total - floor) / resources;
  const growth = cost(larger) / cost(smaller);
  return {
    what: `a resource of ${larger.resources} against one of ${smaller.resources}, above the floor`,
    measured: `${cost(larger).toFixed(3)} ms`,
    against: `${cost(smaller).toFixed(3)} ms`,
    bound: `${LINEAR_TOLERANCE} times`,
    ofBound: growth / LINEAR_TOLERANCE,
  };
}

async function synthesizeCopies(folder: string, copies: number): Promise<Size> {
  const outdir = path.join(folder, `copies-${copies}`);
  const run = await runEntry("bench/entries/synthesize-copies.ts", [String(copies), outdir]);
  const { resources, megabytes } = JSON.parse(run.output) as { resources: number; megabytes: number };
  return { resources, megabytes, milliseconds: run.milliseconds };
}

function middleOf(sizes: readonly Size[]): Size | undefined {
  const [first] = sizes;
  return (
    first && {
      resources: first.resources,
      milliseconds: median(sizes.map((size) => size.milliseconds)),
      megabytes: median(sizes.map((size) => size.megabytes)),
    }
  );
}
