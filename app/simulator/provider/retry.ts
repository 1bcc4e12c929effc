import { ApiError } from "../cloud/api-error";

/** `max_retries` of the aws provider, its default. */
const maximumAttempts = 25;
/** Longest wait between two attempts in seconds: the ceiling of the AWS SDK's backoff. */
const longestWaitSeconds = 20;

/** A call that failed to the end, and how often it was made. */
export class GivenUp extends Error {
  constructor(
    readonly error: ApiError,
    readonly attempts: number,
  ) {
    super(error.message);
  }
}

/**
 * Makes a call as the real provider does: throttling and what has not propagated yet is tried again with growing
 * pauses, which pass in simulated time; so is, for a time that the resource sets, what it knows to pass.
 *
 * @throws GivenUp when an error cannot be retried, or not any longer; any other error as it is
 */
export function withRetries<Result>(call: () => Result, wait: (seconds: number) => void): Result {
  let waitedSeconds = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return call();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { retryable, retriedForSeconds } = error;
      if (waitedSeconds >= retriedForSeconds && (!retryable || attempt >= maximumAttempts)) {
        // Only the SDK counts its attempts in the error; a resource that repeats a call gives its last answer.
        throw new GivenUp(error, retryable ? attempt : 1);
      }
      const seconds = Math.min(2 ** (attempt - 1), longestWaitSeconds);
      waitedSeconds += seconds;
      wait(seconds);
    }
  }
}
