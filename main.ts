import { loadEnvironments } from "./app/environments/load";
import { synthesize } from "./app/synth/synthesize";
import { UserError } from "./app/user-error";

// The entry that cdktf.json names; `cdktf` says through CDKTF_OUTDIR where to write.
try {
  synthesize({ environments: loadEnvironments() });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${[error.message, ...error.details].join("\n")}\n`);
  process.exitCode = 1;
}
