import { execFile, type ExecFileException } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { UserError } from "../user-error";
import { terraformMinimum, tofuMinimum } from "../versions";

export type BinaryKind = "terraform" | "tofu";

/** The program that plans and applies. */
export interface Binary {
  /** Absolute path. */
  readonly path: string;
  readonly kind: BinaryKind;
  /** "1.11.4". */
  readonly version: string;
}

/** The oldest releases that serve; app/versions.ts says why. */
const oldestVersions: Readonly<Record<BinaryKind, string>> = {
  terraform: terraformMinimum.version,
  tofu: tofuMinimum.version,
};

const howToInstall = [
  "terraform: https://developer.hashicorp.com/terraform/install (one file; put it on the PATH).",
  "tofu: https://opentofu.org/docs/intro/install/ (one file; put it on the PATH).",
  "A binary that is somewhere else is named with --binary PATH.",
];

const run = promisify(execFile);

/**
 * Finds terraform, or else tofu, on the PATH, or takes the one that was asked for, and checks its version.
 * @param requested a path, or a name to look for on the PATH
 * @throws UserError when there is none, when it cannot be run, or when it is too old
 */
export async function findBinary(
  requested?: string,
  searchPath: string = process.env["PATH"] ?? "",
): Promise<Binary> {
  if (requested !== undefined) {
    const file = requested.includes(path.sep) ? path.resolve(requested) : lookUp(requested, searchPath);
    if (file === undefined || !fs.existsSync(file)) {
      throw new UserError(`There is no program "${requested}" to run as terraform or tofu.`, howToInstall);
    }
    refuseNoProgram(file);
    return identify(file);
  }
  const problems: string[] = [];
  for (const kind of ["terraform", "tofu"] as const) {
    const file = lookUp(kind, searchPath);
    if (file === undefined) continue;
    try {
      return await identify(file);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(error.message);
    }
  }
  throw new UserError(
    `Neither terraform ${oldestVersions.terraform} or newer nor tofu ${oldestVersions.tofu} or newer is on the PATH; install one of them.`,
    [...problems, ...howToInstall],
  );
}

function refuseNoProgram(file: string): void {
  if (fs.statSync(file).isDirectory()) {
    throw new UserError(`${file} is a folder: name the program in it.`, howToInstall);
  }
  if (!isProgram(file))
    throw new UserError(`${file} is not a program: it may not be executed.`, howToInstall);
}

/** How long "version" may take, in milliseconds: it is a tenth of a second on an idle machine. */
const patience = 20_000;

async function identify(file: string): Promise<Binary> {
  let output: string;
  try {
    // Not `-json`: its "terraform_version" says the same for both programs; the first line names the program.
    const { stdout } = await run(file, ["version"], {
      env: { ...process.env, CHECKPOINT_DISABLE: "1", TF_CLI_ARGS: "" },
      timeout: patience,
      killSignal: "SIGKILL",
    });
    output = stdout;
  } catch (error) {
    throw new UserError(whyNotRun(file, error as ExecFileException), howToInstall, { cause: error });
  }
  const match = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+)(\S*)$/m.exec(output);
  const version = match?.[2];
  if (match === null || version === undefined) {
    throw new UserError(
      `${file} is neither terraform nor tofu: it answers ${firstLine(output)} to "version".`,
      howToInstall,
    );
  }
  const kind: BinaryKind = match[1] === "OpenTofu" ? "tofu" : "terraform";
  // A pre-release comes before its release, so 1.11.0-beta1 is too old.
  const order = compareVersions(version, oldestVersions[kind]);
  if (order < 0 || (order === 0 && match[3]?.startsWith("-") === true)) {
    throw new UserError(
      `${file} is ${kind} ${version}${match[3] ?? ""}; the oldest that serves is ${oldestVersions[kind]}, which locks state in the bucket itself.`,
      howToInstall,
    );
  }
  return { path: file, kind, version };
}

function whyNotRun(file: string, { killed, code, message, stdout, stderr }: ExecFileException): string {
  if (killed) return `${file} did not answer "version" within ${patience / 1000} s.`;
  // A text for a program that could not be started at all, a number for its exit code.
  if (typeof code === "string") return `${file} could not be run: ${message.split("\n")[0]}.`;
  return `${file} is neither terraform nor tofu: it answers ${firstLine(stderr || stdout || "")} to "version".`;
}

/** The first line that says anything, quoted and cut to a length for a sentence. */
function firstLine(output: string): string {
  const line = output.split("\n").find((candidate) => candidate.trim() !== "");
  if (line === undefined) return "nothing";
  return `"${line.length <= 80 ? line : `${line.slice(0, 79)}…`}"`;
}

/** Compares "1.9.10" and "1.11.0" number by number: negative when `a` is older. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (let index = 0; index < 3; index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function lookUp(name: string, searchPath: string): string | undefined {
  return searchPath
    .split(path.delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => path.resolve(folder, name))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
