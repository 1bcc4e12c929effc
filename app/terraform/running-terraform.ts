import * as fs from "node:fs";
import * as path from "node:path";
import { asObject, asText } from "./json";

/** A terraform or tofu that runs on this machine under this user. */
export interface RunningTerraform {
  readonly pid: number;
  /** Milliseconds since 1970; undefined where it cannot be told. */
  readonly startedMs?: number;
  /**
   * Where its folder's backend keeps the state; "elsewhere": in no bucket; undefined where that cannot be told.
   */
  readonly state?: StateLocation | "elsewhere";
  /** `TF_REATTACH_PROVIDERS` of its environment: the simulated cloud that it works on; "" for a real one. */
  readonly attachedTo?: string;
}

export interface StateLocation {
  readonly bucket: string;
  readonly key: string;
}

/** What the kernel counts a process's start in. It is 100 on every Linux that Node runs on (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

/**
 * Every terraform and tofu of this user. Linux shows its processes as files; elsewhere nothing can be said.
 * @returns undefined where processes cannot be seen
 */
export function runningTerraform(processes = "/proc"): RunningTerraform[] | undefined {
  let ids: string[];
  try {
    ids = fs.readdirSync(processes).filter((name) => /^\d+$/.test(name));
  } catch {
    return undefined;
  }
  if (ids.length === 0) return undefined;
  const bootMs = bootTime(processes);
  return ids.flatMap((id) => describe(path.join(processes, id), bootMs) ?? []);
}

function describe(folder: string, bootMs: number | undefined): RunningTerraform | undefined {
  const stat = readOf(path.join(folder, "stat"));
  // "1234 (terraform) S 1 …": the name may hold blanks and brackets, so the fields are counted from the last one.
  const [, id, name, rest] = /^(\d+) \((.*)\) (.*)$/s.exec(stat) ?? [];
  if (id === undefined || name === undefined || rest === undefined) return undefined;
  if (!/terraform|tofu/.test(name)) return undefined;
  const fields = rest.split(" ");
  // A process that was killed and that its parent has not yet taken note of holds nothing any more.
  if (fields[0] === "Z" || fields[0] === "X" || !isOurs(folder)) return undefined;
  const ticks = Number(fields[19]);
  const variables = readOf(path.join(folder, "environ"));
  const state = stateOf(folder, variables);
  return {
    pid: Number(id),
    ...(bootMs !== undefined && ticks > 0 && { startedMs: bootMs + (ticks / TICKS_PER_SECOND) * 1000 }),
    ...(state && { state }),
    ...(variables !== "" && { attachedTo: variableIn(variables, "TF_REATTACH_PROVIDERS") ?? "" }),
  };
}

function isOurs(folder: string): boolean {
  try {
    return fs.statSync(folder).uid === process.getuid?.();
  } catch {
    // It has just ended.
    return false;
  }
}

/** Terraform notes in its folder which backend it was initialized with; without notes the state is a local file. */
function stateOf(folder: string, variables: string): RunningTerraform["state"] {
  const notes = variableIn(variables, "TF_DATA_DIR") ?? ".terraform";
  let text: string;
  try {
    const directory = fs.readlinkSync(path.join(folder, "cwd"));
    text = fs.readFileSync(path.join(path.resolve(directory, notes), "terraform.tfstate"), "utf8");
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    // `init` moves a state into a bucket, under a lock, before it notes the new backend.
    const initializes = readOf(path.join(folder, "cmdline")).split("\0").includes("init");
    return missing && variables !== "" && !initializes ? "elsewhere" : undefined;
  }
  try {
    const config = asObject(asObject(asObject(JSON.parse(text))["backend"])["config"]);
    const [bucket, key] = [asText(config["bucket"]), asText(config["key"])];
    return bucket === undefined || key === undefined ? "elsewhere" : { bucket, key };
  } catch {
    return undefined;
  }
}

function bootTime(processes: string): number | undefined {
  const seconds = /^btime (\d+)$/m.exec(readOf(path.join(processes, "stat")))?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function variableIn(environ: string, name: string): string | undefined {
  return environ
    .split("\0")
    .find((entry) => entry.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function readOf(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
