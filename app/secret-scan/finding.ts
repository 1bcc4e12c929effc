/** Where a secret was found. Never holds the secret, nor any part of it. */
export interface SecretFinding {
  /** File, or the name that a text was given. */
  readonly source: string;
  /** Line in the source, from 1; in a JSON document the first line. */
  readonly line: number;
  /** Path inside a JSON document: `planned_values.root_module.resources.aws_db_instance.ticks.password`. */
  readonly path?: string;
  /** What it is: "private key", "AWS access key id", "canary state-credentials", "sensitive attribute" … */
  readonly kind: string;
  /** Characters of what was found. */
  readonly length: number;
}

/** One line for a person: where, what, how long. */
export function describeSecret({ source, line, path, kind, length }: SecretFinding): string {
  const place = path === undefined ? `${source}:${line}` : `${source}: ${path}`;
  return `${place}: ${kind} (${length} characters, not shown)`;
}
