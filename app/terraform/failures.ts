import { UserError } from "../user-error";
import {
  causeIn,
  type FailedCommand,
  type FailureKind,
  failureRules,
  oneLine,
  shorten,
} from "./failure-rules";
import { explainServiceError } from "./service-errors";

/** Longest line of terraform's own words, in characters; the log has the rest. */
const longestDetail = 300;

/** A terraform command that failed, as one sentence, with terraform's own words among the details. */
export class TerraformFailure extends UserError {
  constructor(
    message: string,
    details: readonly string[],
    readonly kind: FailureKind,
    readonly failed: FailedCommand,
  ) {
    super(message, details);
  }

  /** The same failure with one more line. */
  withDetail(line: string): TerraformFailure {
    return new TerraformFailure(this.message, [line, ...this.details], this.kind, this.failed);
  }
}

/** Turns a failed command into one sentence; terraform's errors stand among the details, in its own words. */
export function explainFailure(failed: FailedCommand): TerraformFailure {
  const all = failed.diagnostics.filter(({ severity }) => severity === "error");
  // init puts a box before the errors that only says that errors follow.
  const errors =
    all.length > 1 ? all.filter(({ summary }) => !summary.startsWith("Terraform encountered problems")) : all;
  const text = [
    ...errors.map(({ summary, detail }) => `${summary}\n${detail}`),
    failed.stderr,
    failed.logProblem?.message ?? "",
  ].join("\n");
  const words = [
    ...new Set(
      errors.map(({ summary, detail, address }) =>
        shorten(causeIn([address, summary, detail].filter(Boolean).join(": ")), longestDetail),
      ),
    ),
  ];
  const log = `Log: ${failed.logFile}`;

  if (failed.signal !== null) {
    return new TerraformFailure(
      `${failed.program} was killed (${failed.signal}) during ${failed.command} of "${failed.stack}". ` +
        `What it had just created may be missing from the state, and the state may still be locked.`,
      [...words, log],
      failed.interrupted ? "interrupted" : "killed",
      failed,
    );
  }
  for (const rule of failureRules) {
    const match = rule.pattern.exec(text);
    if (match === null) continue;
    const { sentence, details = [] } = rule.explain(match, failed, text);
    return new TerraformFailure(
      sentence,
      [...details, ...(rule.saysAll === true ? [] : words), log],
      rule.kind,
      failed,
    );
  }
  if (failed.interrupted) {
    return new TerraformFailure(
      `${failed.command} of "${failed.stack}" was interrupted; ${failed.program} stopped in an orderly way and released its lock.`,
      [...words, log],
      "interrupted",
      failed,
    );
  }
  const refusal = explainServiceError(failed.stack, errors);
  if (refusal) {
    return new TerraformFailure(
      refusal.sentence,
      [...refusal.details, ...words, log],
      "refused-by-aws",
      failed,
    );
  }
  const [first = shorten(oneLine(failed.stderr), longestDetail) || `exit code ${failed.code}`, ...others] =
    words;
  return new TerraformFailure(
    `${failed.program} ${failed.command} of "${failed.stack}" failed: ${first}`,
    [...others, log],
    "other",
    failed,
  );
}
