import * as fs from "node:fs";
import { CanaryScan, type Canary } from "./canaries";
import type { SecretFinding } from "./finding";
import { Secretlint } from "./secretlint";
import { scanTerraformDocument } from "./terraform-documents";
import { scanAssignments, scanShapes } from "./text-patterns";

/** A text that is in no file: what a command printed. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

export interface SecretScanOptions {
  /** Files to read, one after another. Binary ones (a saved plan) are searched for canaries and shapes only. */
  readonly files?: readonly string[];
  readonly texts?: readonly NamedText[];
  /** Values known to be secret. */
  readonly canaries?: readonly Canary[];
}

/**
 * Looks for secrets in synthesized files, plans, states and logs: by shape (secretlint's recommended rules and some of
 * our own), by name, by what a provider marks sensitive, and for values known to be secret. Give a plan as
 * `terraform show -json` writes it: a saved plan is a compressed archive, in which nothing can be found.
 * @returns sorted by source, line and path; empty when nothing was found
 * @throws Error for a file that cannot be read; UserError for a canary under 8 characters
 */
export async function scanForSecrets(options: SecretScanOptions): Promise<SecretFinding[]> {
  const canaries = new CanaryScan(options.canaries ?? []);
  const secretlint = new Secretlint();
  try {
    const findings: SecretFinding[] = [];
    for (const { name, text } of sources(options)) {
      findings.push(
        ...canaries.scan(name, text),
        ...scanShapes(name, text),
        ...structured(name, text),
        ...(await secretlint.scan(name, text)),
      );
    }
    return withoutRepeats(findings).sort(inOrder);
  } finally {
    await secretlint.close();
  }
}

function* sources({ files = [], texts = [] }: SecretScanOptions): Iterable<NamedText> {
  yield* texts;
  // One at a time, so that a folder of large states does not stand in memory at once.
  for (const file of files) yield { name: file, text: fs.readFileSync(file, "utf8") };
}

/** Reads a JSON document, or JSON line by line as terraform's `-json` output is, by its structure; other text by its lines. */
function structured(name: string, text: string): SecretFinding[] {
  if (text.includes("\0")) return [];
  const document = parse(text);
  if (document !== undefined) return scanTerraformDocument(name, document);
  if (!/^\s*\{/.test(text)) return scanAssignments(name, text);
  return text.split("\n").flatMap((line, index) => {
    const parsed = parse(line);
    const found = parsed === undefined ? scanAssignments(name, line) : scanTerraformDocument(name, parsed);
    return found.map((finding) => ({ ...finding, line: index + 1 }));
  });
}

function parse(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same kind twice at one place (two forms of a canary, two rules of one name) is one finding. */
function withoutRepeats(findings: readonly SecretFinding[]): SecretFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ source, line, path, kind }) => {
    const key = [source, line, path, kind].join("\0");
    return !seen.has(key) && seen.add(key);
  });
}

function inOrder(a: SecretFinding, b: SecretFinding): number {
  return a.source.localeCompare(b.source) || a.line - b.line || (a.path ?? "").localeCompare(b.path ?? "");
}
