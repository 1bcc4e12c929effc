/**
 * Runs alternatives in turn (a, b, c, a, b, c …), so that a change in the machine's load meets all of them, and
 * gives the median of each.
 * @param rounds how often each alternative runs; at least 1
 */
export async function medianOfRounds<Name extends string>(
  rounds: number,
  alternatives: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(alternatives) as Name[];
  const measured = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) measured.get(name)?.push(await alternatives[name]());
  }
  return Object.fromEntries(names.map((name) => [name, median(measured.get(name) ?? [])])) as Record<
    Name,
    number
  >;
}

/** The middle value; of an even number the mean of the two in the middle. @throws RangeError for none */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("The median of no values is not defined.");
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (lower + upper) / 2;
}
