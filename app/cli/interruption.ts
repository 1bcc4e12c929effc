import { setMaxListeners } from "node:events";
import type { Output } from "./terminal";

/** What Ctrl-C does to a command: at first it ends in an orderly way, at the second time at once. */
export interface Interruption {
  /** Aborted at the first Ctrl-C (or SIGTERM, SIGHUP): what runs finishes, nothing more is started. */
  readonly signal: AbortSignal;
  /** Aborted at the second: running terraform commands get a second SIGINT. */
  readonly insist: AbortSignal;
  /** Gives the signals back to the process. */
  release(): void;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Takes the signals that end a process. */
export function handleInterruption(stderr: Output, firstSentence: string): Interruption {
  const orderly = new AbortController();
  const immediate = new AbortController();
  // Each terraform that runs listens, and more than the ten that Node takes for a leak may run at once.
  setMaxListeners(0, orderly.signal, immediate.signal);
  const onSignal = (): void => {
    if (!orderly.signal.aborted) {
      stderr.write(`\n${firstSentence}\n`);
      orderly.abort();
    } else if (!immediate.signal.aborted) {
      stderr.write("\nStopping at once. Check the states before the next deployment.\n");
      immediate.abort();
    }
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: orderly.signal,
    insist: immediate.signal,
    release: () => {
      for (const name of signals) process.removeListener(name, onSignal);
    },
  };
}

/** For commands that run terraform. */
export const finishingTerraform =
  "Stopping: terraform finishes what it has begun and releases its locks. Press Ctrl-C again to stop at once.";
