import type { CloudObject } from "../behaviour";
import { secondsInMs } from "./clock";

/**
 * Objects that are gone for those who ask, while something of them stays for a time: the network interfaces of an
 * endpoint hold its subnets and security groups after the endpoint itself is deleted. A scenario says how long.
 */
export class Remains {
  readonly #seconds: Map<string, number>;
  readonly #left: { readonly of: CloudObject; readonly untilMs: number }[];

  constructor(original?: Remains) {
    this.#seconds = new Map(original ? original.#seconds : []);
    this.#left = [...(original ? original.#left : [])];
  }

  copy(): Remains {
    return new Remains(this);
  }

  /** From now on something of deleted objects of the type stays for so long. */
  setSeconds(type: string, seconds: number): void {
    this.#seconds.set(type, seconds);
  }

  /** An object was deleted; what stays of it holds every object that its attributes name by id. */
  leave(object: CloudObject, nowMs: number): void {
    const seconds = this.#seconds.get(object.type);
    if (seconds !== undefined) this.#left.push({ of: object, untilMs: nowMs + secondsInMs(seconds) });
  }

  /** Whether something that is gone still holds this object. */
  hold({ id }: Pick<CloudObject, "id">, nowMs: number): boolean {
    return this.#left.some(
      ({ of, untilMs }) =>
        untilMs > nowMs &&
        Object.values(of.attributes).some(
          (value) => value === id || (Array.isArray(value) && value.includes(id)),
        ),
    );
  }
}
