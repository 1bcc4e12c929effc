import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runChild, type Finished } from "../terraform/child-process";
import { asObject } from "../terraform/json";
import { UserError } from "../user-error";
import type { Builder } from "./builders";

/** The only platform of the estate's machines: EC2 x86-64, with NVIDIA GPUs or without. */
const PLATFORM = "linux/amd64";

export interface BuildOptions {
  readonly builder: Builder;
  /** Absolute; holds the Dockerfile. */
  readonly folder: string;
  /** Registry host or address, repository and tag. */
  readonly reference: string;
  /** For the Dockerfile's ARG lines. */
  readonly arguments: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly login: { readonly user: string; readonly password: string };
  /** Whether the registry answers over plain HTTP, as that of a simulated cloud does. */
  readonly plainHttp: boolean;
  readonly variables: NodeJS.ProcessEnv;
  /** Absolute; receives what the builder prints. */
  readonly logFolder: string;
  /** Told each line that the builder prints. */
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Builds an image and pushes it, with the credentials in a file that is there for the push only and never on a
 * command line.
 * @throws UserError when the builder fails
 */
export async function buildAndPush(options: BuildOptions): Promise<void> {
  const { builder, reference, login } = options;
  await run(options, "build", buildArguments(options));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-login-"));
  try {
    const file = path.join(folder, "config.json");
    const auth = Buffer.from(`${login.user}:${login.password}`).toString("base64");
    const [host = ""] = reference.split("/");
    const engine = builder.kind === "docker" ? dockerContext(options.variables, folder) : {};
    fs.writeFileSync(file, JSON.stringify({ ...engine, auths: { [host]: { auth } } }), { mode: 0o600 });
    await run(options, "push", pushArguments(builder, reference, file, options.plainHttp));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Which of its engines docker works with (`docker context`) stands in the user's configuration, which the one of the
 * push replaces: the choice and the contexts themselves have to come along, or the push asks an engine that has not
 * built the image.
 * @param folder of the push's configuration; gets a link to the contexts
 */
function dockerContext(variables: NodeJS.ProcessEnv, folder: string): { currentContext?: string } {
  const home = variables["DOCKER_CONFIG"] || path.join(variables["HOME"] ?? os.homedir(), ".docker");
  const contexts = path.join(home, "contexts");
  if (fs.existsSync(contexts)) fs.symlinkSync(path.resolve(contexts), path.join(folder, "contexts"));
  try {
    const { currentContext } = asObject(JSON.parse(fs.readFileSync(path.join(home, "config.json"), "utf8")));
    return typeof currentContext === "string" ? { currentContext } : {};
  } catch {
    // No configuration, or one that docker itself complains about.
    return {};
  }
}

/** The three programs take the same options here. */
function buildArguments({ folder, reference, arguments: values, labels }: BuildOptions): string[] {
  return [
    "build",
    "--platform",
    PLATFORM,
    ...Object.entries(values).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
    ...Object.entries(labels).flatMap(([name, value]) => ["--label", `${name}=${value}`]),
    "--tag",
    reference,
    folder,
  ];
}

function pushArguments({ kind }: Builder, reference: string, login: string, plainHttp: boolean): string[] {
  // docker takes plain HTTP from loopback by itself.
  if (kind === "docker") return ["--config", path.dirname(login), "push", reference];
  return ["push", "--authfile", login, ...(plainHttp ? ["--tls-verify=false"] : []), reference];
}

async function run(
  { builder, reference, variables, logFolder, onLine, signal, plainHttp }: BuildOptions,
  what: "build" | "push",
  words: readonly string[],
): Promise<void> {
  const finished = await runChild({
    program: builder.program,
    arguments: words,
    directory: os.tmpdir(),
    variables: childVariables(variables, plainHttp),
    logFile: path.join(logFolder, `${what}.log`),
    ...(onLine && { onLine }),
    ...(signal && { signal }),
  });
  if (finished.code === 0) return;
  throw new UserError(`${builder.kind} could not ${what} ${reference}${because(finished)}.`, [
    `Everything it printed: ${finished.logFile}`,
  ]);
}

/** The variables of a simulated cloud lead plain HTTP there, and a build reaches for the rest of the world. */
function childVariables(variables: NodeJS.ProcessEnv, simulated: boolean): Record<string, string> {
  const kept: Record<string, string> = {
    // Without it docker wraps the image in an index with a record of the build, which differs each time.
    BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
  };
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined || (simulated && /^(HTTP|NO)_PROXY$/i.test(name))) continue;
    kept[name] = value;
  }
  return kept;
}

function because({ code, signal, stderr, interrupted }: Finished): string {
  if (interrupted) return ": it was interrupted";
  const last = stderr.trim().split("\n").at(-1) ?? "";
  if (last !== "") return ` (${last.replace(/\.$/, "")})`;
  return signal === null ? ` (exit code ${code})` : ` (${signal})`;
}
