import { addBootstrap } from "./bootstrap";
import { runCommandLine } from "./command-line";
import { addDeploy } from "./deploy";
import { addDestroy } from "./destroy";
import { addDoctor } from "./doctor";
import { addEnvironments } from "./environments";
import { addGuardrails } from "./guardrails";
import { addPlan } from "./plan";
import { processTerminal } from "./terminal";

// `drydock plan dev | head`: the reader has left, and there is nothing more to say.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const commands = [addPlan, addDeploy, addDestroy, addBootstrap, addDoctor, addEnvironments, addGuardrails];

void runCommandLine(process.argv.slice(2), processTerminal(), commands).then((code) => {
  process.exitCode = code;
});
