import { loadEnvironments } from "./app/environments/load";
import { synthesize } from "./app/synth/synthesize";
import { UserError } from "./app/user-error";
import { describeFinding } from "./policies/guardrails/finding";

// The entry that cdktf.json names; `cdktf` says through CDKTF_OUTDIR where to write.
try {
  const { findings } = synthesize({ environments: loadEnvironments() });
  const warnings = findings.filter(({ suppression }) => suppression === undefined).map(describeFinding);
  if (warnings.length > 0) process.stderr.write(`${warnings.join("\n")}\n`);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${[error.message, ...error.details].join("\n")}\n`);
  process.exitCode = 1;
}
