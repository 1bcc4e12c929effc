import { createHash } from "node:crypto";
import { UNKNOWN, type Value } from "../value";

/**
 * Identifiers as a cloud gives them, yet the same in every rehearsal: each is a hash of a seed (scope, type and what
 * the configuration says) and of how often that seed was used, so the order in which terraform's workers arrive
 * does not matter, and an object made again gets a new identifier.
 */
export class IdentifierSource {
  readonly #used: Map<string, number>;

  constructor(used: Iterable<readonly [string, number]> = []) {
    this.#used = new Map(used);
  }

  copy(): IdentifierSource {
    return new IdentifierSource(this.#used);
  }

  /** Forty hexadecimal digits; the next ones for this seed. */
  next(seed: string): string {
    const count = (this.#used.get(seed) ?? 0) + 1;
    this.#used.set(seed, count);
    return createHash("sha1").update(`${seed}#${count}`).digest("hex");
  }
}

/** Text of what is known of a value, with names in order: equal content, equal text. */
export function knownContent(value: Value): string {
  if (value === null || value === UNKNOWN) return "";
  if (Array.isArray(value)) return `[${value.map(knownContent).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value)
    .map(([name, member]) => [name, knownContent(member as Value)] as const)
    .filter(([, text]) => text !== "" && text !== "[]" && text !== "{}")
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, text]) => `${name}:${text}`).join(",")}}`;
}
