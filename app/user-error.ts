import { closest } from "fastest-levenshtein";

/**
 * What the user has to put right. The message is a sentence that names what was wrong, the value received and
 * what to do; the command line prints it alone, without a stack, and exits with 1.
 */
export class UserError extends Error {
  override readonly name = "UserError";

  constructor(
    message: string,
    /** Further lines: the list of problems, the command that helps, a path to read. */
    readonly details: readonly string[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * An unknown name, answered with the closest known ones.
 * @throws never; returns the error to throw
 */
export function unknownName(kind: string, received: string, known: readonly string[]): UserError {
  if (known.length === 0) return new UserError(`There is no ${kind} "${received}": none is defined.`);
  const best = closest(received, [...known]);
  return new UserError(`There is no ${kind} "${received}". Did you mean "${best}"?`, [
    `Known: ${[...known].sort().join(", ")}.`,
  ]);
}
