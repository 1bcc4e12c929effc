import { isObject } from "../terraform/json";

/**
 * Recognises secrets by the name under which a value stands and by the look of the value itself, for JSON documents
 * whose values are literals: a configuration, a plan, a state.
 */

/** Last words of names whose value is a secret, in any of the usual spellings (`db_password`, `DB_PASSWORD`, `dbPassword`). */
const secretName =
  /(^|[_.\-])(password|passwd|passphrase|pwd|secret|token|api_?key|access_?key|secret_?key|private_?key|secret_?string|secret_?access_?key|client_?secret|credentials?|connection_?string|preshared_?key|dsn)(_wo)?$/i;

/** Names that end like a secret's and are none: identifiers, switches, page tokens, tokens that Terraform writes itself. */
const harmlessName =
  /(^|[_.\-])(http_tokens?|next_token|page_token|pagination_token|creation_token|client_request_token|request_token|idempotency_token|public_key|key_id|access_key_id)$/i;

/** Values that name a secret or say how to get one, instead of being one. */
const harmlessValue =
  /^(\$\{.*\}|arn:[^ ]*|\/[^ ]*|vault:[^ ]*|https?:\/\/[^ @]*|[^ ]*\.[a-z]+\/[^ ]*|true|false|null|none|required|optional|disabled|enabled|\*+|\(.*\)|REDACTED)$/i;

const SHORTEST_SECRET = 4;

/** "password by its name" where a literal stands under a name that promises a secret; undefined otherwise. */
export function secretByName(name: string, value: unknown): string | undefined {
  if (typeof value !== "string" || value.length < SHORTEST_SECRET || value.includes("${")) return undefined;
  const promised = secretPromisedBy(name);
  return promised === undefined || harmlessValue.test(value) ? undefined : `${promised} by its name`;
}

/** A document has millions of values and some hundred names, so each name is judged once. */
const judgedNames = new Map<string, string | undefined>();

/** "password" for `masterPassword`; undefined for a name that promises no secret. */
function secretPromisedBy(name: string): string | undefined {
  if (judgedNames.has(name)) return judgedNames.get(name);
  const spelled = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2");
  const promised = harmlessName.test(spelled) ? undefined : secretName.exec(spelled)?.[2]?.toLowerCase();
  judgedNames.set(name, promised);
  return promised;
}

/** Shannon entropy in bits a character. */
export function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/**
 * Runs of characters that look random: 24 or more of upper case, lower case and at least 3 digits mixed, with 4 bits a
 * character. Hexadecimal (digests, ids) and words joined by separators stay below; so do names of AWS's policies.
 */
export function looksRandom(text: string): boolean {
  if (text.length < 24 || text.includes("${")) return false;
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_=-]{24,}/g)) {
    if (!/[a-z]/.test(run) || !/[A-Z]/.test(run) || (run.match(/\d/g) ?? []).length < 3) continue;
    if (longestWord(run) >= 8) continue;
    if (entropyBits(run) >= 4) return true;
  }
  return false;
}

/** Letters of one case in a row; random base64 has runs of six at most once in some thousand strings. */
function longestWord(text: string): number {
  return Math.max(0, ...[...text.matchAll(/[A-Z]?[a-z]+|[A-Z]+/g)].map(([word]) => word.length));
}

/** A value in a JSON document that looks like a secret. */
export interface LiteralSecret {
  readonly path: readonly string[];
  readonly kind: string;
  readonly value: unknown;
}

/**
 * Finds each string of a document that the judge calls a secret.
 * @param judge gets the name under which a string stands (in a list, the name of the list) and the string
 */
export function literalSecrets(
  document: unknown,
  judge: (name: string, text: string) => string | undefined,
): LiteralSecret[] {
  const found: LiteralSecret[] = [];
  // One path for the whole walk: documents of 20 MB have millions of members and few secrets.
  const path: string[] = [];
  const visit = (node: unknown, name: string): void => {
    if (typeof node === "string") {
      const kind = judge(name, node);
      if (kind !== undefined) found.push({ path: [...path], kind, value: node });
      return;
    }
    if (typeof node !== "object" || node === null) return;
    // Environment variables come as pairs: `{ name: "DB_PASSWORD", value: "…" }`.
    if (isObject(node) && typeof node.name === "string") {
      const kind = secretByName(node.name, node.value);
      if (kind !== undefined) found.push({ path: [...path, node.name], kind, value: node.value });
    }
    for (const [key, child] of membersOf(node)) {
      path.push(key);
      visit(child, Array.isArray(node) ? name : key);
      path.pop();
    }
  };
  visit(document, "");
  return found;
}

/** Members by name; those of a list by address or index, so that a path reads well. */
export function membersOf(node: object): [string, unknown][] {
  if (!Array.isArray(node)) return Object.entries(node);
  return node.map((child: unknown, index): [string, unknown] => [
    isObject(child) && typeof child.address === "string" ? child.address : String(index),
    child,
  ]);
}
