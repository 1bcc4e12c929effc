import { createHash } from "node:crypto";
import * as path from "node:path";
import { repositoryRoot } from "../repository";

/** What identifies the simulated cloud that a shell is attached to; undefined for a shell that reaches AWS. */
function simulationOf(variables: NodeJS.ProcessEnv): string | undefined {
  const attached = variables["TF_REATTACH_PROVIDERS"];
  return attached === undefined || attached === "" ? undefined : attached;
}

/** Whether the shell is attached to a simulated cloud. */
export function isSimulated(variables: NodeJS.ProcessEnv): boolean {
  return simulationOf(variables) !== undefined;
}

/**
 * What drydock writes on this machine; no part of the repository. A simulated cloud has a folder of its own, so
 * that nothing of it is ever taken for the real account's, nor for another simulation's.
 */
export function ownFolder(variables: NodeJS.ProcessEnv): string {
  const attached = simulationOf(variables);
  const base = path.join(repositoryRoot, ".drydock");
  if (attached === undefined) return base;
  return path.join(base, "simulated", createHash("sha256").update(attached).digest("hex").slice(0, 12));
}
