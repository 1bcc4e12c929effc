/** How long S3 keeps a new object by itself. */
export interface DefaultRetention {
  readonly mode: RetentionMode;
  readonly days: number;
}

/** GOVERNANCE gives way to who may bypass it, COMPLIANCE to nobody. */
export type RetentionMode = "GOVERNANCE" | "COMPLIANCE";

/** What keeps one version of an object. */
export interface ObjectLock {
  readonly mode: RetentionMode;
  /** Simulated milliseconds UTC. */
  readonly untilMs: number;
}

const DAY_MS = 86_400_000;

/** Which buckets have object lock, and what they give to new objects. Once a bucket has it, it keeps it. */
export class ObjectLocks {
  readonly #buckets: Map<string, DefaultRetention | undefined>;

  /** @param original what this one begins as a copy of */
  constructor(original?: ObjectLocks) {
    this.#buckets = new Map(original ? original.#buckets : []);
  }

  copy(): ObjectLocks {
    return new ObjectLocks(this);
  }

  isOn(bucket: string): boolean {
    return this.#buckets.has(bucket);
  }

  /** Turns object lock on, or changes what new objects are given; those that exist keep theirs. */
  set(bucket: string, retention: DefaultRetention | undefined): void {
    this.#buckets.set(bucket, retention);
  }

  /** The lock of an object that is written now; undefined where the bucket gives none. */
  forNewObject(bucket: string, nowMs: number): ObjectLock | undefined {
    const retention = this.#buckets.get(bucket);
    return retention && { mode: retention.mode, untilMs: nowMs + retention.days * DAY_MS };
  }

  forget(bucket: string): void {
    this.#buckets.delete(bucket);
  }
}
