import type { Operation } from "./faults";

/** One thing that happened. Reads that succeed are left out: they change nothing. */
export interface CloudEvent {
  /** Simulated milliseconds UTC. */
  readonly atMs: number;
  /** `drift`: done behind terraform's back. */
  readonly operation: Operation | "drift";
  readonly type: string;
  /** Empty when the object never came to be. */
  readonly id: string;
  readonly scope: string;
  /** AWS's code and wording, when the call was refused. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** What happened, in order. */
export class EventLog {
  readonly #events: CloudEvent[];
  readonly #observers = new Set<(event: CloudEvent) => void>();

  constructor(events: readonly CloudEvent[] = []) {
    this.#events = [...events];
  }

  copy(): EventLog {
    return new EventLog(this.#events);
  }

  add(event: CloudEvent): void {
    this.#events.push(event);
    for (const observe of this.#observers) observe(event);
  }

  /**
   * Tells of every further event while the call that made it has not been answered yet.
   * @returns ends it
   */
  observe(observer: (event: CloudEvent) => void): () => void {
    this.#observers.add(observer);
    return () => void this.#observers.delete(observer);
  }

  get all(): readonly CloudEvent[] {
    return this.#events;
  }

  /** A position to ask `since` for. */
  get mark(): number {
    return this.#events.length;
  }

  since(mark: number): readonly CloudEvent[] {
    return this.#events.slice(mark);
  }
}
