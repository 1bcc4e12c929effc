import { ServiceError } from "./service-error";

/** What a scenario does to the endpoint. */
export class Disturbance {
  #down = false;
  #throttled = { s3: 0, sts: 0 };

  /** Connections are cut without an answer, as when a region is gone, until `restore`. */
  unreachable(): void {
    this.#down = true;
  }

  /** The next calls of a service are answered with its error for too many requests. */
  throttle(service: "s3" | "sts", calls: number): void {
    this.#throttled[service] = calls;
  }

  restore(): void {
    this.#down = false;
    this.#throttled = { s3: 0, sts: 0 };
  }

  takesDown(): boolean {
    return this.#down;
  }

  /** @throws ServiceError SlowDown (S3) or Throttling (STS) while calls are throttled */
  strike(service: "s3" | "sts"): void {
    if (this.#throttled[service] === 0) return;
    this.#throttled[service]--;
    throw service === "s3"
      ? new ServiceError(503, "SlowDown", "Please reduce your request rate.")
      : new ServiceError(400, "Throttling", "Rate exceeded");
  }
}
