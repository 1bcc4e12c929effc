/** 1 January 2025, 00:00 UTC: where simulated time begins, so that two rehearsals agree on every timestamp. */
const EPOCH_MS = Date.UTC(2025, 0, 1);

const MS_PER_SECOND = 1000;
const SECONDS_PER_DAY = 86_400;

/** Simulated time, milliseconds UTC. It moves only when a provider waits or a scenario moves it. */
export class Clock {
  #nowMs: number;
  #waitedMs: number;

  /** @param waitedMs how much of it has passed while providers waited */
  constructor(startMs: number = EPOCH_MS, waitedMs = 0) {
    this.#nowMs = startMs;
    this.#waitedMs = waitedMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /**
   * The time by which sessions end: without what providers waited. A program renews its session while it waits, by a
   * clock on the wall that simulated waits do not move.
   */
  get sessionMs(): number {
    return this.#nowMs - this.#waitedMs;
  }

  /** The time as AWS writes it in most answers: `2025-01-01T00:00:00Z`. */
  get timestamp(): string {
    return new Date(this.#nowMs).toISOString().replace(/\.\d+Z$/, "Z");
  }

  /** A clock that shows the same time and runs by itself. */
  copy(): Clock {
    return new Clock(this.#nowMs, this.#waitedMs);
  }

  /** @throws RangeError when time would run backwards */
  advanceSeconds(seconds: number): void {
    if (!(seconds >= 0)) throw new RangeError(`Time runs forwards only; received ${seconds} seconds.`);
    this.#nowMs += seconds * MS_PER_SECOND;
  }

  /** Time that passes while a provider waits. @throws RangeError when time would run backwards */
  waitSeconds(seconds: number): void {
    this.advanceSeconds(seconds);
    this.#waitedMs += seconds * MS_PER_SECOND;
  }

  advanceDays(days: number): void {
    this.advanceSeconds(days * SECONDS_PER_DAY);
  }
}

/** Milliseconds in so many days. */
export function daysInMs(days: number): number {
  return days * SECONDS_PER_DAY * MS_PER_SECOND;
}

/** Milliseconds in so many seconds. */
export function secondsInMs(seconds: number): number {
  return seconds * MS_PER_SECOND;
}
