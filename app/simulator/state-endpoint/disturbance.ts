import type { EndpointService } from "./endpoint-service";

/** What a scenario does to the endpoint. */
export class Disturbance {
  /** Calls that are still to be cut. */
  #down = 0;
  readonly #throttled = new Map<string, number>();

  /** Connections are cut without an answer, as when a region is gone: so many of them, or all until `restore`. */
  unreachable(calls = Infinity): void {
    this.#down = calls;
  }

  /** The next calls of a service (`"s3"`, `"sts"`) are answered with its error for too many requests. */
  throttle(service: string, calls: number): void {
    this.#throttled.set(service, calls);
  }

  /** Calls of a service that are still to be throttled: 0 once all have been. */
  toThrottle(service: string): number {
    return this.#throttled.get(service) ?? 0;
  }

  restore(): void {
    this.#down = 0;
    this.#throttled.clear();
  }

  /** Whether the next connection is cut. */
  takesDown(): boolean {
    if (this.#down === 0) return false;
    this.#down--;
    return true;
  }

  /** @throws ServiceError the service's own, while calls of it are throttled */
  strike(service: EndpointService): void {
    const left = this.toThrottle(service.name);
    if (left === 0) return;
    this.#throttled.set(service.name, left - 1);
    throw service.throttled();
  }
}
