import { runCommandLine } from "./command-line";
import { commands } from "./commands";
import { processTerminal } from "./terminal";

// `drydock plan dev | head`: the reader has left, and there is nothing more to say.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

void runCommandLine(process.argv.slice(2), processTerminal(), commands).then((code) => {
  process.exitCode = code;
});
