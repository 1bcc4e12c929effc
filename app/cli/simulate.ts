import * as path from "node:path";
import { Argument, type Command } from "commander";
import type { BinaryKind } from "../terraform/binary";
import { UserError } from "../user-error";
import {
  type BinaryChoice,
  binaryOption,
  type EnvironmentFolder,
  environmentFolderOption,
} from "./environment-options";
import { handleInterruption } from "./interruption";
import type { Terminal } from "./terminal";
import { removeVariablesFile, requireVariablesFile, writeVariablesFile } from "./variables-file";

interface SimulateOptions extends BinaryChoice, EnvironmentFolder {
  readonly bootstrap?: boolean;
  readonly variablesFile?: string;
}

export function addSimulate(program: Command, terminal: Terminal): void {
  program
    .command("simulate")
    .addArgument(new Argument("<env>", "environment whose account the cloud plays, e.g. dev"))
    .option("--bootstrap", "bootstrap the account first")
    .option(
      "--variables-file <file>",
      "write the variables into a file for `source`, instead of printing them",
    )
    .addOption(binaryOption())
    .addOption(environmentFolderOption())
    .description(
      "keep a simulated cloud running until Ctrl-C, and print the variables that attach a shell to it",
    )
    .addHelpText("after", examples)
    .action(async (environment: string, options: SimulateOptions) => {
      const interruption = handleInterruption(terminal.stderr, "Stopping the simulated cloud.");
      try {
        await simulate(terminal, environment, options, interruption);
      } finally {
        interruption.release();
      }
    });
}

async function simulate(
  terminal: Terminal,
  environment: string,
  options: SimulateOptions,
  { signal, insist }: { readonly signal: AbortSignal; readonly insist: AbortSignal },
): Promise<void> {
  if (options.variablesFile !== undefined) requireVariablesFile(options.variablesFile);
  const { startSimulation } = await import("../deployment/simulation");
  const kind = await kindOf(terminal, options);
  const simulation = await startSimulation({
    environment,
    kind,
    ...(options.envDir !== undefined && { directory: options.envDir }),
  });
  const { variablesFile } = options;
  const lines = exportLines(simulation.variables);
  try {
    if (options.bootstrap === true)
      await bootstrap(terminal, environment, options, simulation.variables, signal, insist);
    if (signal.aborted) return;
    if (variablesFile === undefined) {
      terminal.stdout.write(lines);
    } else {
      writeVariablesFile(variablesFile, lines);
    }
    terminal.stderr.write(nextCommands(environment, kind, options));
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  } finally {
    await simulation.close();
    if (variablesFile !== undefined) removeVariablesFile(variablesFile, lines);
  }
}

/** The registry in the variables depends on the program; without one on this machine terraform's is taken. */
async function kindOf(
  terminal: Terminal,
  { binary, bootstrap: needed }: SimulateOptions,
): Promise<BinaryKind> {
  const { findBinary } = await import("../terraform/binary");
  try {
    return (await findBinary(binary, terminal.variables["PATH"])).kind;
  } catch (error) {
    if (binary !== undefined || needed === true || !(error instanceof UserError)) throw error;
    return "terraform";
  }
}

/** The same procedure as `drydock bootstrap`, attached to the cloud that was just started. */
async function bootstrap(
  terminal: Terminal,
  environment: string,
  options: SimulateOptions,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
  insist: AbortSignal,
): Promise<void> {
  const { bootstrapFolder, openEnvironment } = await import("../deployment/open-environment");
  const { bootstrapAccount } = await import("../terraform/bootstrap");
  const { progressFor } = await import("../terraform/live-progress");
  const attached = { ...terminal.variables, ...variables };
  const opened = await openEnvironment({
    environment,
    variables: attached,
    signal,
    insist,
    ...(options.envDir !== undefined && { directory: options.envDir }),
    ...(options.binary !== undefined && { binary: options.binary }),
  });
  const { bootstrap: stack, runner } = opened;
  const step = progressFor(terminal.stderr, terminal.variables).begin("Bootstrap", [stack.name]);
  try {
    const localFolder = bootstrapFolder(attached, stack.account);
    const result = await bootstrapAccount({ ...runner.options, stack, localFolder, progress: step });
    step.done(stack.name, result.text);
  } catch (error) {
    step.failed(stack.name, error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    await step.end();
    opened.close();
  }
}

/** What a shell may hold that leads to a real account; terraform would prefer some of it to the simulated keys. */
const leadingElsewhere = [
  "AWS_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_ROLE_ARN",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_ENDPOINT_URL",
  "TF_WORKSPACE",
];

/** Lines for a POSIX shell. */
function exportLines(variables: Readonly<Record<string, string>>): string {
  const unset = leadingElsewhere.filter((name) => !(name in variables));
  const lines = Object.entries(variables).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`,
  );
  return `unset ${unset.join(" ")}\n${lines.join("")}`;
}

function nextCommands(environment: string, kind: BinaryKind, options: SimulateOptions): string {
  const { binary, envDir } = options;
  const more = [binary && ` --binary ${binary}`, envDir && ` --env-dir ${envDir}`].filter(Boolean).join("");
  const file = options.variablesFile;
  const attach =
    file === undefined
      ? "paste the export lines above, then run"
      : `run \`source ${path.relative(process.cwd(), path.resolve(file)) || file}\`, then`;
  // No registry is asked.
  const flags = "--skip-provider-lock";
  const program = binary || kind === "tofu" ? `TERRAFORM_BINARY_NAME=${binary ?? kind} ` : "";
  return [
    "",
    `The simulated cloud is running for ${kind}; it forgets everything at Ctrl-C. In another shell, ${attach}:`,
    ...(options.bootstrap === true ? [] : [`  npx drydock bootstrap ${environment}${more}`]),
    `  npx drydock plan ${environment}${more}`,
    `  npx drydock deploy ${environment}${more}`,
    `  ${program}npx cdktf deploy 'keep-${environment}-*' ${flags}`,
    `  ${program}npx cdktf deploy '${environment}-*' ${flags}`,
    `  ${program}npx cdktf destroy '${environment}-*' ${flags}`,
    "",
  ].join("\n");
}

const examples = `
The variables also lead HTTP requests of that shell to the simulated cloud (HTTP_PROXY): use a shell of its own.

Examples:
  npx drydock simulate dev --bootstrap
  npx drydock simulate dev --variables-file simulated.env      and in another shell: source simulated.env
  npx drydock simulate dev --binary tofu
`;
