import * as path from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Environment } from "../environments/schema";
import type { EmulationOptions } from "../rehearsal/rehearse";
import type { RehearsalReport } from "../rehearsal/report/shape";
import { repositoryRoot } from "../repository";
import { unknownName, UserError } from "../user-error";
import { ExitWith } from "./command-line";
import {
  type BinaryChoice,
  binaryOption,
  type EnvironmentFolder,
  environmentFolderOption,
  loadOptions,
} from "./environment-options";
import { exitCodes } from "./failure";
import { finishingTerraform, handleInterruption } from "./interruption";
import { colorsFor, columns, type Terminal } from "./terminal";

interface RehearseOptions extends BinaryChoice, EnvironmentFolder {
  readonly scenario: readonly string[];
  readonly level: string;
  readonly stack?: readonly string[];
  readonly pluginDir?: string;
  readonly seed: number;
  readonly out: string;
}

export function addRehearse(program: Command, terminal: Terminal): void {
  program
    .command("rehearse")
    .argument("[env...]", "environments; default: all")
    .addOption(
      new Option("--scenario <name...>", "scenarios by name, or all").default(["default"], "the whole life"),
    )
    .addOption(
      new Option(
        "--level <level>",
        "how real the cloud is; embedded: simulated; emulated: the real aws provider against moto",
      ).default("embedded"),
    )
    .option("--plugin-dir <folder>", "a mirror of the aws provider, for the emulated level")
    .option(
      "--stack <name...>",
      'some stacks only, by name or pattern ("dev-net*"), with those they depend on',
    )
    .addOption(
      new Option("--seed <number>", "chooses the steps at which crashes happen that are not at every one")
        .default(1)
        .argParser(readSeed),
    )
    .option(
      "--out <folder>",
      "where report, plans, states and logs go: new, empty, or an earlier rehearsal's, which goes first",
      path.join(path.relative(process.cwd(), repositoryRoot), ".drydock", "rehearsal"),
    )
    .addOption(binaryOption())
    .addOption(environmentFolderOption())
    .description(
      "create, verify, drift, destroy and recreate environments in a simulated cloud; no account needed",
    )
    .addHelpText("after", examples)
    .action((environments: string[], options: RehearseOptions) => rehearse(terminal, environments, options));
}

async function rehearse(
  terminal: Terminal,
  names: readonly string[],
  options: RehearseOptions,
): Promise<void> {
  if (!isLevel(options.level)) throw unknownName("level", options.level, levels);
  if (options.level !== "emulated" && options.pluginDir !== undefined) {
    throw new UserError(
      "--plugin-dir names the provider of the emulated level. Add --level emulated, or leave it out.",
    );
  }
  const out = path.resolve(options.out);
  const { claimWorkFolder } = await import("../deployment/work-folder");
  const { loadEnvironments } = await import("../environments/load");
  const { checkRehearsalFolder } = await import("../rehearsal/folder");
  const { runRehearsal } = await import("../rehearsal/rehearse");
  const { findBinary } = await import("../terraform/binary");
  const { progressFor } = await import("../terraform/live-progress");
  checkRehearsalFolder(out);
  const interruption = handleInterruption(terminal.stderr, finishingTerraform);
  try {
    const environments = loadEnvironments({ ...loadOptions(options), ...(names.length > 0 && { names }) });
    const binary = await findBinary(options.binary, terminal.variables["PATH"]);
    const emulation =
      options.level === "emulated" && (await emulationOptions(terminal, names, environments, options));
    const work = claimWorkFolder(out);
    const { report, files } = await runRehearsal({
      environments,
      scenarios: options.scenario,
      ...(options.stack && { stacks: options.stack }),
      ...(emulation && { emulation }),
      binary,
      seed: options.seed,
      out: work.path,
      progress: progressFor(terminal.stdout, terminal.variables),
      signal: interruption.signal,
      insist: interruption.insist,
    }).finally(work.release);
    printOutcome(terminal, report);
    terminal.stdout.write(`Report: ${files.html}\n        ${files.json}\n`);
    if (report.outcome === "interrupted") throw new ExitWith(exitCodes.interrupted);
    if (report.outcome === "failed") throw new ExitWith(exitCodes.refused);
  } finally {
    interruption.release();
  }
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (Number.isInteger(seed) && seed >= 0) return seed;
  throw new InvalidArgumentError("Name a whole number from 0 on.");
}

const levels = ["embedded", "emulated"] as const;

function isLevel(name: string): name is (typeof levels)[number] {
  return (levels as readonly string[]).includes(name);
}

/**
 * Creating an environment takes minutes at this level, so without a name only the first one is created; the stacks of
 * the others are validated.
 * @throws UserError when the machine lacks what the level needs, or when a scenario is asked for
 */
async function emulationOptions(
  { variables }: Terminal,
  names: readonly string[],
  environments: readonly Environment[],
  { pluginDir, scenario }: RehearseOptions,
): Promise<EmulationOptions> {
  if (scenario.some((name) => name !== "default")) {
    throw new UserError(
      `The emulated level has one scenario of its own, and "${scenario.join(" ")}" is of the embedded level. Leave --scenario out.`,
    );
  }
  const { findEmulationTools } = await import("../rehearsal/emulated/requirements");
  const tools = findEmulationTools(variables, pluginDir);
  return { tools, played: names.length > 0 ? names : environments.slice(0, 1).map(({ name }) => name) };
}

/** The first cause when something failed, then how long each part took. */
function printOutcome(terminal: Terminal, report: RehearsalReport): void {
  const colors = colorsFor(terminal.stdout, terminal.variables);
  const { firstCause, binary, runs, secretScan } = report;
  if (firstCause) {
    const { environment, scenario, step, stack, sentence, details } = firstCause;
    const place = [environment, scenario, step, stack].filter((part) => part !== undefined).join(", ");
    terminal.stdout.write(`\n${colors.red("First cause:")} ${sentence}\n`);
    if (place !== "") terminal.stdout.write(`  in ${place}\n`);
    for (const detail of details) terminal.stdout.write(`  ${detail}\n`);
  }
  terminal.stdout.write("\n");
  for (const { environment, scenario, group, outcome, seconds, summary, steps } of runs) {
    const time = outcome === "not-run" ? summary : `${outcome} in ${seconds.toFixed(1)} s`;
    terminal.stdout.write(`${environment}, ${scenario}: ${time}\n`);
    // Of a group that may be long, only what failed is spread out; the report has the rest.
    if (group !== undefined && (outcome === "passed" || outcome === "not-run")) continue;
    const rows = steps.map((step) => [`  ${step.title}`, step.outcome, `${step.seconds.toFixed(1)} s`]);
    terminal.stdout.write(columns(rows));
  }
  terminal.stdout.write(
    secretScan.outcome === "not-run"
      ? "Secret scan: not run, since the rehearsal was interrupted before\n"
      : `Secret scan: ${secretScan.files} files, ${secretScan.findings.length} findings\n`,
  );
  const word = report.outcome === "passed" ? colors.green("passed") : colors.red(report.outcome);
  terminal.stdout.write(
    `\nRehearsal ${word} with ${binary.kind} ${binary.version} in ${report.seconds.toFixed(1)} s\n`,
  );
}

const examples = `
Scenarios: default (the whole life), create, recreate, drift, hazards and faults (or one of them:
hazard-NAME, fault-NAME); all runs each of them. What a scenario begins with is made first.

Examples:
  npm run rehearse
  npx drydock rehearse dev
  npx drydock rehearse dev prod --scenario recreate
  npx drydock rehearse dev --stack dev-network
  npx drydock rehearse --binary tofu --out rehearsal-tofu
  npx drydock rehearse dev --level emulated --plugin-dir ~/terraform-mirror
`;
