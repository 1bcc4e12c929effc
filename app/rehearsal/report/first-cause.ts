import type { FirstCause, RunReport, SecretScanReport } from "./shape";

/** What a reader must see first of a rehearsal that did not pass. */
export function findFirstCause(runs: readonly RunReport[], secretScan: SecretScanReport): FirstCause {
  for (const { environment, scenario, steps } of runs) {
    for (const { title, outcome, problems } of steps) {
      if (outcome !== "failed" && outcome !== "interrupted") continue;
      const [problem] = problems;
      const sentence = problem?.sentence ?? "The rehearsal was interrupted.";
      const details = problem?.details ?? [];
      const stack = problem?.stack;
      return { environment, scenario, step: title, ...(stack !== undefined && { stack }), sentence, details };
    }
  }
  const [secret] = secretScan.findings;
  if (secret === undefined) return { sentence: "The rehearsal was interrupted.", details: [] };
  return {
    step: "Secret scan",
    sentence: `A secret was found: ${secret.message}.`,
    details: secretScan.findings.slice(1).map(({ message }) => message),
  };
}
