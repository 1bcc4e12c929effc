import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as readline from "node:readline";
import type { Variables } from "./variables";

export interface ChildOptions {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly variables: Variables;
  /** Receives both outputs, with the command on top. */
  readonly logFile: string;
  /** Called with each line of the standard output as it arrives. */
  readonly onLine?: (line: string) => void;
  /** Called with the process that was started. */
  readonly onStart?: (child: ChildProcess) => void;
  /** Aborted once: the child gets SIGINT and all the time it needs to release its lock. */
  readonly signal?: AbortSignal;
  /** Aborted when the user insists: the child gets a second SIGINT, at which terraform stops at once. */
  readonly insist?: AbortSignal;
}

export interface Finished {
  /** Null when a signal ended the child. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly logFile: string;
  /** Whether we asked it to stop. */
  readonly interrupted: boolean;
  /** Set when the log could not be written: a full disk shows here first. */
  readonly logProblem?: Error;
}

/**
 * Runs a program to its end, whatever the end is; rejects only when it cannot be started at all.
 *
 * The child leads a process group of its own: Ctrl-C in a terminal goes to the whole foreground group, so
 * terraform would get that SIGINT and then ours, and at the second it exits at once without saving its state.
 */
export function runChild(options: ChildOptions): Promise<Finished> {
  fs.mkdirSync(path.dirname(options.logFile), { recursive: true });
  return new Promise((resolve, reject) => {
    const child = spawn(options.program, options.arguments, {
      cwd: options.directory,
      env: options.variables,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    options.onStart?.(child);
    let logProblem: Error | undefined;
    const log = fs.createWriteStream(options.logFile);
    log.on("error", (error) => (logProblem ??= error));
    log.write(`$ ${[path.basename(options.program), ...options.arguments].join(" ")}\n`);

    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      log.write(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      log.write(text);
    });
    if (options.onLine) readline.createInterface({ input: child.stdout }).on("line", options.onLine);

    let interrupted = false;
    const interrupt = (): void => {
      interrupted = true;
      child.kill("SIGINT");
    };
    const { signal, insist } = options;
    const release = (): void => {
      signal?.removeEventListener("abort", interrupt);
      insist?.removeEventListener("abort", interrupt);
    };
    if (signal?.aborted === true) interrupt();
    signal?.addEventListener("abort", interrupt, { once: true });
    insist?.addEventListener("abort", interrupt, { once: true });

    child.on("error", (error) => {
      release();
      log.end();
      reject(error);
    });
    child.on("close", (code, endedBy) => {
      release();
      const finish = (): void =>
        resolve({
          logFile: options.logFile,
          code,
          signal: endedBy,
          stdout,
          stderr,
          interrupted,
          ...(logProblem && { logProblem }),
        });
      if (logProblem) finish();
      else log.end(finish);
    });
  });
}
