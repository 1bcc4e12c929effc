/** One thing that is wrong with an environment: where, and a sentence that says what to do. */
export interface Problem {
  /** Path of the field, as the author writes it: `clusters.main.nodeGroups.system.minSize`, `account.operators[0]`. */
  readonly path: string;
  readonly sentence: string;
}

export function problem(path: string, sentence: string): Problem {
  return { path, sentence };
}

export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? String(part) : `${text}.${String(part)}`;
  }, "");
}

const longestQuote = 80;

/** A received value as the author wrote it, cut where it is long. */
export function quote(value: unknown): string {
  const text = asText(value);
  return text.length > longestQuote ? `${text.slice(0, longestQuote - 1)}…` : text;
}

function asText(value: unknown): string {
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (typeof value === "number" || typeof value === "bigint" || value === undefined) return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // Cyclic values and BigInts inside objects have no JSON.
    return Array.isArray(value) ? "a list" : "an object";
  }
}
