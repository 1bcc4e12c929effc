import * as path from "node:path";
import type { Finding } from "../../policies/guardrails/finding";
import { loadEnvironments } from "../environments/load";
import type { Environment } from "../environments/schema";
import { lockFolder } from "../images/lock-folder";
import { repositoryRoot } from "../repository";
import type { SynthesizedStack } from "../synth/estate-file";
import { synthesize } from "../synth/synthesize";
import { findBinary } from "../terraform/binary";
import { StackRunner } from "../terraform/stack-runner";
import { deployVariables } from "../terraform/variables";
import { refuseOverrideFiles } from "../terraform/workspace";
import { unknownName } from "../user-error";
import { isSimulated, ownFolder } from "./own-folder";
import { claimWorkFolder } from "./work-folder";

export interface OpenOptions {
  /** Name of the environment. */
  readonly environment: string;
  /** Folder of the user's own environments. */
  readonly directory?: string;
  /** terraform or tofu as the user named it. */
  readonly binary?: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  readonly insist?: AbortSignal;
}

/** An environment that is synthesized and ready to be planned. */
export interface OpenEnvironment {
  readonly environment: Environment;
  /** Whether the shell is attached to a simulated cloud. */
  readonly simulated: boolean;
  /** All stacks of all environments, in the order of deployment. */
  readonly estate: readonly SynthesizedStack[];
  /** The environment's own stacks; its account's bootstrap stack is not among them. */
  readonly stacks: readonly SynthesizedStack[];
  readonly bootstrap: SynthesizedStack;
  /** Warnings of the guardrails on the whole estate, and errors that a suppression explains. */
  readonly findings: readonly Finding[];
  readonly runner: StackRunner;
  /** Gives the work folder free. */
  close(): void;
}

/** Where a bootstrap keeps the account's state until it is in the bucket: the same folder at every attempt. */
export function bootstrapFolder(variables: NodeJS.ProcessEnv, account: { readonly id: string }): string {
  return path.join(ownFolder(variables), "bootstrap", account.id);
}

/**
 * Synthesizes the estate into the environment's work folder and finds terraform. All environments are synthesized,
 * since those of one account share its bootstrap stack.
 * @throws UserError
 */
export async function openEnvironment(options: OpenOptions): Promise<OpenEnvironment> {
  const { environment, directory, binary, variables, signal, insist } = options;
  const environments = loadEnvironments({
    ...(directory !== undefined && { directory }),
    imageLocks: lockFolder(variables, directory),
  });
  const chosen = environments.find(({ name }) => name === environment);
  if (!chosen) {
    throw unknownName(
      "environment",
      environment,
      environments.map(({ name }) => name),
    );
  }
  const program = await findBinary(binary, variables["PATH"]);

  const work = claimWorkFolder(path.join(ownFolder(variables), "environments", environment));
  try {
    const { stacks: estate, findings } = synthesize({ environments, outdir: path.join(work.path, "synth") });
    const own = estate.filter(({ environments: served }) => served.includes(environment));
    const bootstrap = own.find(({ lifetime }) => lifetime === "account");
    if (!bootstrap) throw new Error(`${environment} has no bootstrap stack.`);
    for (const { name } of own) {
      // cdktf's folder too: what lies there would change the next `cdktf deploy` of the same stack.
      refuseOverrideFiles({ name, directory: path.join(repositoryRoot, "cdktf.out", "stacks", name) });
    }
    return {
      environment: chosen,
      simulated: isSimulated(variables),
      estate,
      stacks: own.filter(({ lifetime }) => lifetime !== "account"),
      bootstrap,
      findings,
      runner: new StackRunner({
        binary: program,
        variables: deployVariables(variables),
        folder: work.path,
        ...(signal && { signal }),
        ...(insist && { insist }),
      }),
      close: work.release,
    };
  } catch (error) {
    work.release();
    throw error;
  }
}
