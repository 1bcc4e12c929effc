import type { CloudObject } from "../behaviour";

/** What was deleted, and when: some services of AWS go on speaking of it for a while. */
export class DepartedObjects {
  readonly #departures: { readonly object: CloudObject; readonly atMs: number }[] = [];

  copy(): DepartedObjects {
    const copy = new DepartedObjects();
    copy.#departures.push(...this.#departures);
    return copy;
  }

  add(object: CloudObject, atMs: number): void {
    this.#departures.push({ object, atMs });
  }

  /** Objects that were deleted at that simulated time or later, in the order of their deletion. */
  since(ms: number): CloudObject[] {
    return this.#departures.filter(({ atMs }) => atMs >= ms).map(({ object }) => object);
  }
}
