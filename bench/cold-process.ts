import { spawn } from "node:child_process";
import { repositoryRoot } from "../app/repository";

/** How one cold process went. */
export interface ColdRun {
  /** From spawn to exit. */
  readonly milliseconds: number;
  /** What it wrote to standard output. */
  readonly output: string;
}

/**
 * Starts a program in the repository's root and waits for its end.
 * @throws Error with the end of its output when it does not exit with 0
 */
export async function runCold(
  program: string,
  commandLine: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<ColdRun> {
  const begun = performance.now();
  const child = spawn(program, commandLine, {
    cwd: repositoryRoot,
    env: { ...process.env, CHECKPOINT_DISABLE: "1", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const milliseconds = performance.now() - begun;
  if (code !== 0) {
    const tail = `${output}\n${errors}`.trim().split("\n").slice(-15).join("\n");
    throw new Error(`${[program, ...commandLine].join(" ")} ended with ${String(code)}:\n${tail}`);
  }
  return { milliseconds, output };
}

/** Runs one TypeScript entry as `npx cdktf synth` does: bundled by app/run.cjs. */
export function runEntry(
  entry: string,
  commandLine: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Promise<ColdRun> {
  return runCold(process.execPath, ["app/run.cjs", entry, ...commandLine], variables);
}
