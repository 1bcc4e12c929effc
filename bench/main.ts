import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { measureEstateCycle } from "./estate-cycle";
import { renderFigures, verdict, type Figure } from "./figure";
import { measureColdSynth } from "./synth-cold";
import { measureScale } from "./synth-scale";

// npm run bench [-- --smoke]
// Prints ratios measured in one run, as a table. --smoke runs everything once and judges nothing: it shows that the
// benchmark still runs. Without it the exit code is 1 when a bound is missed.
const smoke = process.argv.includes("--smoke");
const rounds = smoke ? 1 : 5;

async function main(): Promise<void> {
  const cpus = os.cpus();
  const load = os.loadavg().map((value) => value.toFixed(2));
  say(
    `${cpus.length} cores (${cpus[0]?.model.trim() ?? "unknown"}), load ${load.join(" ")}, node ${process.version}`,
  );
  say(smoke ? "One round each; the figures mean nothing." : `Medians of ${rounds} alternating rounds.`);

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-bench-"));
  try {
    const figures: Figure[] = [
      ...(await measureColdSynth(folder, rounds)),
      ...(await measureScale(folder, rounds)),
      ...(await measureEstateCycle(folder, rounds)),
    ];
    say(`\n${renderFigures(figures)}\n`);
    say(`load at the end ${os.loadavg()[0]?.toFixed(2) ?? "unknown"}`);
    if (!smoke && figures.some((figure) => verdict(figure) === "over")) process.exitCode = 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
