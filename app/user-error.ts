import { distance } from "fastest-levenshtein";

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

/** More names than this are too many to list under an error. */
const longestList = 30;

/**
 * An unknown name, answered with the closest known one, where one is so close that it may be a slip of the pen, and
 * with those that exist.
 * @throws never; returns the error to throw
 */
export function unknownName(kind: string, received: string, known: readonly string[]): UserError {
  if (known.length === 0) return new UserError(`There is no ${kind} "${received}": none is defined.`);
  const names = [...new Set(known)].sort();
  const near = closeNames(received, names);
  const question = near[0] === undefined ? "" : ` Did you mean "${near[0]}"?`;
  const sentence = `There is no ${kind} "${received}".${question}`;
  if (names.length <= longestList) return new UserError(sentence, [`Known: ${names.join(", ")}.`]);
  return new UserError(sentence, near.length > 1 ? [`Closest: ${near.slice(0, 5).join(", ")}.`] : []);
}

/**
 * The known names that a slip of the pen may have turned into `received`, the closest first. A guess that is further
 * away than a third of the name (two letters of a short one) would mislead.
 */
export function closeNames(received: string, known: readonly string[]): string[] {
  return known
    .map((name) => ({ name, away: distance(received.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, away }) => {
      const length = Math.max(received.length, name.length);
      return away <= Math.max(length < 3 ? 1 : 2, Math.floor(length / 3)) && away < length;
    })
    .sort((a, b) => a.away - b.away)
    .map(({ name }) => name);
}
