import { lineAt } from "./lines";
import type { SecretFinding } from "./finding";
import { secretByName } from "./literals";

/**
 * Shapes that secretlint's recommended rules leave out (a lone access key id, an encrypted or cut private key), or
 * that belong to the services of this estate (Vault's tokens). Sources: AWS IAM User Guide, "IAM identifiers,
 * unique ID prefixes"; RFC 7468; Vault 1.10 release notes on token prefixes.
 */
const patterns: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: "private key", pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/g },
  { kind: "AWS access key id", pattern: /(?<![A-Za-z0-9/+=])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9/+=])/g },
  { kind: "Vault token", pattern: /(?<![A-Za-z0-9])hv[sbr]\.[A-Za-z0-9_-]{24,}/g },
  {
    kind: "JSON web token",
    pattern: /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  },
  {
    kind: "password in an address",
    pattern: /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'$\\]{1,100}:[^\s/:@"'$\\]{3,100}@/g,
  },
];

/** `DB_PASSWORD=…`, `token: …` as programs print them to a log. */
const assignment = /(?<![A-Za-z0-9_])([A-Za-z][A-Za-z0-9_]{2,60})\s{0,2}[=:]\s{0,2}["']?([^\s"',;]{4,200})/g;

/** Finds secrets in any text by their shape. */
export function scanShapes(source: string, text: string): SecretFinding[] {
  return patterns.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].map((match): SecretFinding => ({
      source,
      line: lineAt(text, match.index),
      kind,
      length: match[0].length,
    })),
  );
}

/** Finds values assigned to names that promise a secret, in text that is no JSON document. */
export function scanAssignments(source: string, text: string): SecretFinding[] {
  const findings: SecretFinding[] = [];
  for (const match of text.matchAll(assignment)) {
    const [, name = "", value = ""] = match;
    const kind = secretByName(name, value);
    if (kind !== undefined)
      findings.push({ source, line: lineAt(text, match.index), kind, length: value.length });
  }
  return findings;
}
