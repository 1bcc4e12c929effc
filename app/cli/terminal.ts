import * as readline from "node:readline";
import { createColors } from "picocolors";

/** One of the two output streams. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a command sees of the world around it: the process's own streams, or a test's. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly variables: NodeJS.ProcessEnv;
}

/** The streams and variables of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr, stdin, env } = process;
  return { stdout, stderr, stdin, variables: env };
}

export type Colors = ReturnType<typeof createColors>;

/**
 * Colours for a stream: only on a terminal, and never with NO_COLOR set (https://no-color.org: to anything but "").
 */
export function colorsFor(output: Output, variables: NodeJS.ProcessEnv): Colors {
  const refused = (variables["NO_COLOR"] ?? "") !== "" || variables["TERM"] === "dumb";
  return createColors(output.isTTY === true && !refused);
}

/**
 * Asks a question and waits for the word "yes", as terraform does.
 * @param signal aborted: the question is taken back and the answer is no
 */
export function confirmed(terminal: Terminal, question: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    terminal.stdout.write(`\n${question}\n  Only "yes" is taken as a yes: `);
    const lines = readline.createInterface({ input: terminal.stdin });
    let answer = false;
    const close = (): void => lines.close();
    signal.addEventListener("abort", close, { once: true });
    lines.once("line", (line) => {
      answer = line.trim() === "yes";
      lines.close();
    });
    // Also at the end of the input: nobody is there to say yes.
    lines.once("close", () => {
      signal.removeEventListener("abort", close);
      terminal.stdout.write("\n");
      resolve(answer);
    });
  });
}

/** Rows as columns of equal width, two spaces apart; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  }
  return rows
    .map((row) =>
      row
        .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
