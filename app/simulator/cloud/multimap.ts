/** Many values under one key, in the order in which they came. */
export class Multimap<Value> {
  readonly #values = new Map<string, Set<Value>>();

  copy(): Multimap<Value> {
    const copy = new Multimap<Value>();
    for (const [key, values] of this.#values) copy.#values.set(key, new Set(values));
    return copy;
  }

  add(key: string, value: Value): void {
    const values = this.#values.get(key);
    if (values) values.add(value);
    else this.#values.set(key, new Set([value]));
  }

  delete(key: string, value: Value): void {
    const values = this.#values.get(key);
    if (!values?.delete(value)) return;
    if (values.size === 0) this.#values.delete(key);
  }

  get(key: string): ReadonlySet<Value> {
    return this.#values.get(key) ?? EMPTY;
  }
}

const EMPTY: ReadonlySet<never> = new Set<never>();
