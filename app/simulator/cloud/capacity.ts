/** How machines are bought. */
export type Market = "on-demand" | "spot";

/** What AWS has none of. Fields left out match everything. */
export interface Shortage {
  /** `"g5.xlarge"`; a family with a star: `"g5.*"`. */
  readonly instanceType?: string;
  readonly market?: Market;
  /** Name of an availability zone: `"eu-west-1a"`. */
  readonly zone?: string;
}

/** Which machines AWS can give at the moment: all, but for the shortages that a scenario has ordered. */
export class Capacity {
  readonly #shortages: Shortage[] = [];

  copy(): Capacity {
    const copy = new Capacity();
    copy.#shortages.push(...this.#shortages);
    return copy;
  }

  /** From now on there is none of it, until the shortages end. */
  exhaust(shortage: Shortage): void {
    this.#shortages.push(shortage);
  }

  /** Ends every shortage. */
  replenish(): void {
    this.#shortages.length = 0;
  }

  has(instanceType: string, market: Market, zone: string): boolean {
    return !this.#shortages.some(
      (shortage) =>
        (shortage.market ?? market) === market &&
        (shortage.zone ?? zone) === zone &&
        (shortage.instanceType === undefined || matches(shortage.instanceType, instanceType)),
    );
  }
}

function matches(pattern: string, instanceType: string): boolean {
  return pattern.endsWith("*") ? instanceType.startsWith(pattern.slice(0, -1)) : instanceType === pattern;
}
