/** An error stops synth (or a deploy, for the plan layer); a warning is shown and nothing more. */
export type Severity = "error" | "warning";

/** What a rule found at one address. A suppressed finding stays in the report, with the reason, and stops nothing. */
export interface Finding {
  /** Id of the rule, as in docs/guardrails.md. */
  readonly rule: string;
  readonly severity: Severity;
  /** Name of the stack, or "" for what concerns the whole app. */
  readonly stack: string;
  /** Terraform address of the resource, or the construct path where there is no resource. */
  readonly address: string;
  /** A sentence: what is wrong, the value found, what to do. */
  readonly message: string;
  readonly suppression?: { readonly reason: string };
}

/** The findings that stop: errors without a suppression. */
export function blocking(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.severity === "error" && finding.suppression === undefined);
}

/** The sentence that refuses a plan, of the first finding that stops it; undefined: nothing does. */
export function refusalOf(findings: readonly Finding[]): string | undefined {
  const [first] = blocking(findings);
  return (
    first &&
    `The guardrail ${first.rule} refuses the plan of "${first.stack}": ${first.address}: ${first.message}`
  );
}

/** One line for a person: severity, address, sentence, rule, and the reason where somebody took the rule away. */
export function describeFinding(finding: Finding): string {
  const place = [finding.stack, finding.address].filter((part) => part !== "").join(" ");
  const line = `${finding.severity} ${finding.rule}: ${place}: ${finding.message}`;
  return finding.suppression === undefined ? line : `${line} (suppressed: ${finding.suppression.reason})`;
}
