import type { CallContext, CloudObject } from "../behaviour";
import { secondsInMs } from "./clock";

/**
 * Seconds until other services see a new object. IAM "achieves high availability by replicating data", and "changes
 * must be replicated" before others see them (IAM User Guide, "Changes that I make are not always immediately
 * visible"); the figures are typical ones, a scenario may set longer.
 */
const PROPAGATION_SECONDS: Readonly<Record<string, number>> = {
  aws_iam_role: 8,
  aws_iam_policy: 8,
  aws_iam_instance_profile: 10,
  aws_iam_service_linked_role: 8,
};

/** When a new object can be seen by services other than its own. */
export class Consistency {
  readonly #seconds: Map<string, number>;

  constructor(seconds: Iterable<readonly [string, number]> = Object.entries(PROPAGATION_SECONDS)) {
    this.#seconds = new Map(seconds);
  }

  copy(): Consistency {
    return new Consistency(this.#seconds);
  }

  /** A scenario's own figure for a type. */
  setPropagation(type: string, seconds: number): void {
    this.#seconds.set(type, seconds);
  }

  /** Simulated time from which a call of the given type sees the object. */
  visibleFromMs(object: CloudObject, observerType: string): number {
    if (serviceOf(observerType) === serviceOf(object.type)) return object.createdAt;
    return object.createdAt + secondsInMs(this.#seconds.get(object.type) ?? 0);
  }

  isVisible(object: CloudObject, context: Pick<CallContext, "type">, nowMs: number): boolean {
    return this.visibleFromMs(object, context.type) <= nowMs;
  }
}

/** `aws_iam` of `aws_iam_role_policy`: the provider and the first word behind it. */
function serviceOf(type: string): string {
  return type.split("_", 2).join("_");
}
