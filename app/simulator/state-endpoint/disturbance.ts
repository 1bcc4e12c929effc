import type { EndpointService } from "./endpoint-service";

/** What a scenario does to the endpoint. */
export class Disturbance {
  #down = false;
  readonly #throttled = new Map<string, number>();

  /** Connections are cut without an answer, as when a region is gone, until `restore`. */
  unreachable(): void {
    this.#down = true;
  }

  /** The next calls of a service (`"s3"`, `"sts"`) are answered with its error for too many requests. */
  throttle(service: string, calls: number): void {
    this.#throttled.set(service, calls);
  }

  restore(): void {
    this.#down = false;
    this.#throttled.clear();
  }

  takesDown(): boolean {
    return this.#down;
  }

  /** @throws ServiceError the service's own, while calls of it are throttled */
  strike(service: EndpointService): void {
    const left = this.#throttled.get(service.name) ?? 0;
    if (left === 0) return;
    this.#throttled.set(service.name, left - 1);
    throw service.throttled();
  }
}
