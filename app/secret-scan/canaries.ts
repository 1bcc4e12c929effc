import { UserError } from "../user-error";
import { lineAt } from "./lines";
import type { SecretFinding } from "./finding";

/** A value that the caller knows to be secret, for example the credentials that a rehearsal hands to terraform. */
export interface Canary {
  /** What to call it in a finding. */
  readonly name: string;
  readonly value: string;
}

/** Shorter values would be found in every file. */
const SHORTEST = 8;

/**
 * Finds canaries as they are and as programs write them: base64 (with and without alphabet for URLs), percent
 * encoding, and JSON's escapes.
 * @throws UserError for a canary so short that it says nothing
 */
export class CanaryScan {
  private readonly forms: readonly { readonly name: string; readonly form: string }[];

  constructor(canaries: readonly Canary[]) {
    this.forms = canaries.flatMap(({ name, value }) => {
      if (value.length < SHORTEST) {
        throw new UserError(
          `The canary ${name} has ${value.length} characters. Give one of ${SHORTEST} or more, or it is found everywhere.`,
        );
      }
      return [...encodings(value)].map((form) => ({ name, form }));
    });
  }

  scan(source: string, text: string): SecretFinding[] {
    return this.forms.flatMap(({ name, form }) => {
      const findings: SecretFinding[] = [];
      for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + form.length)) {
        findings.push({ source, line: lineAt(text, at), kind: `canary ${name}`, length: form.length });
      }
      return findings;
    });
  }
}

function encodings(value: string): Set<string> {
  const bytes = Buffer.from(value);
  return new Set([
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    // Padding and the last character depend on what follows the value in a longer text.
    bytes.toString("base64").replace(/.?=*$/, ""),
    bytes.toString("base64url").replace(/.?$/, ""),
  ]);
}
