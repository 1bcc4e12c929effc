import type { CloudObject } from "../behaviour";

export interface ApiErrorOptions {
  /** HTTP status of the answer. @default 400 */
  readonly statusCode?: number;
  /** The provider's own waiter calls again, as it does after throttling or before IAM has settled. @default false */
  readonly retryable?: boolean;
  /**
   * Simulated seconds for which the provider's resource repeats the call, because it knows this answer to pass: what
   * still stands in the way of a deletion, what has not settled yet. @default 0, the call fails at once
   */
  readonly retriedForSeconds?: number;
  /** The object that exists although its creation was answered with an error: terraform taints it. */
  readonly created?: CloudObject;
  /**
   * The call itself was accepted, and what the provider then waited for went wrong: its error is that of the wait, and
   * `message` is all it says. A text is what the provider calls the wait, if not "create", "update" or "delete".
   * @default false
   */
  readonly awaited?: boolean | string;
}

/**
 * The answer of a cloud service that refuses a call: the code and the wording that AWS gives, so that an error
 * of a rehearsal can be looked up like one of the real cloud.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly statusCode: number;
  readonly retryable: boolean;
  readonly retriedForSeconds: number;
  readonly created: CloudObject | undefined;
  readonly awaited: boolean | string;

  constructor(
    /** The service's error code, for example `DependencyViolation`. */
    readonly code: string,
    message: string,
    options: ApiErrorOptions = {},
  ) {
    super(message);
    this.statusCode = options.statusCode ?? 400;
    this.retryable = options.retryable ?? false;
    this.retriedForSeconds = options.retriedForSeconds ?? 0;
    this.created = options.created;
    this.awaited = options.awaited ?? false;
  }
}
