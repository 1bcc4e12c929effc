import { spawn } from "node:child_process";
import * as path from "node:path";
import { Readable } from "node:stream";
import { runCommandLine } from "../../../app/cli/command-line";
import { commands } from "../../../app/cli/commands";
import { repositoryRoot } from "../../../app/repository";

/** What a user sees of one command. */
export interface Seen {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Variables of a shell without credentials, simulated cloud, or settings of the machine that runs the tests. */
export function plainVariables(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(TF_|AWS_|DRYDOCK_|HTTPS?_PROXY|CI$|FORCE_COLOR)/i.test(name),
    ),
  );
  return { ...kept, ...more };
}

/** Runs `npx drydock …` the way npx does: a process of its own. */
export function drydock(
  argv: readonly string[],
  variables: NodeJS.ProcessEnv = plainVariables(),
): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(repositoryRoot, "app/cli/bin.cjs"), ...argv], {
      env: variables,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (text: Buffer) => (stdout += text.toString()));
    child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** The same in this process: faster, and counted in the coverage. */
export async function drydockHere(
  argv: readonly string[],
  options: { readonly variables?: NodeJS.ProcessEnv; readonly answer?: string } = {},
): Promise<Seen> {
  let stdout = "";
  let stderr = "";
  const code = await runCommandLine(
    argv,
    {
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      stdin: Readable.from(options.answer === undefined ? [] : [`${options.answer}\n`]),
      variables: options.variables ?? plainVariables(),
    },
    commands,
  );
  return { code, stdout, stderr };
}
