import { progressFor } from "../../../app/terraform/live-progress";

/** Run in a terminal of its own by progress.test.ts. */
async function main(): Promise<void> {
  const step = progressFor(process.stdout, {}).begin("Apply", ["dev-network", "dev-edge", "dev-cluster"]);
  step.update("dev-network", "3 of 9 done");
  await new Promise((resolve) => setTimeout(resolve, 300));
  step.done("dev-network", "9 to create");
  step.failed("dev-edge", "The disk is full.");
  await step.end();
}

void main();
