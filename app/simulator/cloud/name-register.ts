import { ApiError } from "./api-error";

/** A name taken in a name space: a type in one region, one account or everywhere. */
export interface HeldName {
  readonly space: string;
  readonly name: string;
}

/** A name that nobody can take although its object is gone. */
export interface Tombstone extends HeldName {
  /** When the name is free again, simulated milliseconds UTC. */
  readonly untilMs: number;
  readonly code: string;
  readonly message: string;
  /** HTTP status of the refusal. @default 400 */
  readonly statusCode?: number;
  /** Seconds for which the provider repeats the call; see ApiErrorOptions. @default 0 */
  readonly retriedForSeconds?: number;
}

/** Which names are taken, by an object that exists or by one that was deleted a short while ago. */
export class NameRegister {
  readonly #holders = new Map<string, string>();
  readonly #tombstones = new Map<string, Tombstone>();

  copy(): NameRegister {
    const copy = new NameRegister();
    for (const [name, holder] of this.#holders) copy.#holders.set(name, holder);
    for (const [name, tombstone] of this.#tombstones) copy.#tombstones.set(name, tombstone);
    return copy;
  }

  /** Key of the object that holds the name. */
  holder(held: HeldName): string | undefined {
    return this.#holders.get(entry(held));
  }

  take(held: HeldName, holder: string): void {
    this.#holders.set(entry(held), holder);
  }

  release(held: HeldName): void {
    this.#holders.delete(entry(held));
  }

  /** Keeps a name from being taken until a time. */
  bury(tombstone: Tombstone): void {
    this.#tombstones.set(entry(tombstone), tombstone);
  }

  /** Lets go of a name before its time: a deletion was taken back. */
  unbury(held: HeldName): void {
    this.#tombstones.delete(entry(held));
  }

  /** The tombstone that keeps the name at this time. */
  tombstone(held: HeldName, nowMs: number): Tombstone | undefined {
    const tombstone = this.#tombstones.get(entry(held));
    if (tombstone === undefined) return undefined;
    if (tombstone.untilMs > nowMs) return tombstone;
    this.#tombstones.delete(entry(held));
    return undefined;
  }

  /** @throws ApiError with the tombstone's own code when a deleted object still holds the name */
  refuseBuried(held: HeldName, nowMs: number): void {
    const tombstone = this.tombstone(held, nowMs);
    if (!tombstone) return;
    const { code, message, statusCode, retriedForSeconds } = tombstone;
    throw new ApiError(code, message, { statusCode, retriedForSeconds });
  }

  tombstones(nowMs: number): Tombstone[] {
    return [...this.#tombstones.values()].filter((tombstone) => tombstone.untilMs > nowMs);
  }
}

function entry(held: HeldName): string {
  return `${held.space}|${held.name}`;
}
