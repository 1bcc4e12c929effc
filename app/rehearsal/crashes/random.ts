/**
 * Different whole numbers from 1 to `most`, in ascending order; the same ones for the same seed.
 * @param count how many; at most `most`
 */
export function randomSteps(seed: number, count: number, most: number): number[] {
  const next = mulberry32(seed);
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, most)) chosen.add(1 + Math.floor(next() * most));
  return [...chosen].sort((one, other) => one - other);
}

/** A generator of numbers from 0 to 1, small and good enough to choose by (Tommy Ettinger's mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
