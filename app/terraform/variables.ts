import * as fs from "node:fs";

/** Environment variables of a child process. */
export type Variables = Readonly<Record<string, string>>;

/** Every terraform we start: no question, no call home, output meant for programs. */
const always: Variables = { TF_IN_AUTOMATION: "1", TF_INPUT: "0", CHECKPOINT_DISABLE: "1" };

/**
 * What a user's shell may hold for his own terraform and would change ours: arguments slipped into every command,
 * another workspace, a data folder shared by all stacks.
 */
const neverInherited = /^TF_(CLI_ARGS(_.*)?|WORKSPACE|DATA_DIR|INPUT|IN_AUTOMATION)$/;

/** What could lead a rehearsal to a real account or through a real proxy. */
const reachesTheCloud = /^(TF_.*|AWS_.*|(HTTPS?|ALL|NO)_PROXY)$/i;

/**
 * Variables for plans and deployments of a real account, or of a simulated cloud that the user attached himself.
 * A TF_CLI_CONFIG_FILE that points nowhere is dropped: terraform would warn about it in every output.
 */
export function deployVariables(base: NodeJS.ProcessEnv, own: Variables = {}): Variables {
  const kept = keep(base, (name) => !neverInherited.test(name));
  const settings = kept["TF_CLI_CONFIG_FILE"];
  if (settings !== undefined && !fs.existsSync(settings)) delete kept["TF_CLI_CONFIG_FILE"];
  return { ...kept, ...always, ...own };
}

/**
 * Variables for a rehearsal: nothing of the user's terraform, AWS or proxy settings passes, so that neither a
 * profile nor a mirror of his can change what is rehearsed, and no call can leave for a real account.
 */
export function isolatedVariables(base: NodeJS.ProcessEnv, simulated: Variables): Variables {
  const kept = keep(base, (name) => !reachesTheCloud.test(name));
  return { ...kept, ...always, TF_CLI_CONFIG_FILE: "/dev/null", ...simulated };
}

function keep(base: NodeJS.ProcessEnv, wanted: (name: string) => boolean): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && wanted(name)) kept[name] = value;
  }
  return kept;
}
