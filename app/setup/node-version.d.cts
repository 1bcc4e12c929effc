/** A sentence, or undefined when `version` (default: this process's) is in `range`, which has the form ">=20.9". */
export function nodeVersionProblem(range: string, version?: string): string | undefined;
