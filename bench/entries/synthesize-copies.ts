import { loadEnvironments } from "../../app/environments/load";
import type { Environment } from "../../app/environments/schema";
import { synthesize } from "../../app/synth/synthesize";
import { countResources } from "../resources";

// Synthesizes copies of one environment, each in an account of its own, and prints how many resources they have and
// what that took: node app/run.cjs bench/entries/synthesize-copies.ts COPIES OUTDIR
const [, , copies = "", outdir = ""] = process.argv;
const [original] = loadEnvironments({ names: ["dev"] });
if (original === undefined) throw new Error("There is no environment dev to copy.");

const environments = Array.from({ length: Number(copies) }, (_, index): Environment => ({
  ...original,
  name: `copy${index}`,
  account: { ...original.account, id: String(200_000_000_000 + index), name: `copy${index}` },
}));
const { stacks } = synthesize({ environments, outdir });
const resources = countResources(stacks.map(({ directory }) => directory));
// The unit of maxRSS is the kilobyte (Node.js documentation, process.resourceUsage).
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ resources, megabytes }));
