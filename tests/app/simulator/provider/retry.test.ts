import { ApiError } from "../../../../app/simulator/cloud/api-error";
import { GivenUp, withRetries } from "../../../../app/simulator/provider/retry";

/** Repeats a call that is refused until so much simulated time has passed. */
function repeated(refusal: ApiError, untilSeconds: number): { seconds: number; givenUp?: GivenUp } {
  let seconds = 0;
  try {
    withRetries(
      () => {
        if (seconds < untilSeconds) throw refusal;
      },
      (pause) => (seconds += pause),
    );
    return { seconds };
  } catch (error) {
    if (error instanceof GivenUp) return { seconds, givenUp: error };
    throw error;
  }
}

const dependency = (retriedForSeconds?: number) =>
  new ApiError("DependencyViolation", "It has dependencies.", {
    ...(retriedForSeconds !== undefined && { retriedForSeconds }),
  });

describe("a call that is refused", () => {
  it("is repeated for as long as the resource knows the answer to pass", () => {
    expect(repeated(dependency(300), 200).givenUp).toBeUndefined();
  });

  it("is given up then, with the last answer and without a count of attempts", () => {
    const { seconds, givenUp } = repeated(dependency(300), Infinity);
    expect(seconds).toBeGreaterThanOrEqual(300);
    expect(seconds).toBeLessThan(320);
    expect(givenUp?.error.code).toBe("DependencyViolation");
    expect(givenUp?.attempts).toBe(1);
  });

  it("fails at once when nothing says that it passes", () => {
    expect(repeated(dependency(), 200)).toMatchObject({ seconds: 0, givenUp: { attempts: 1 } });
  });

  it("is repeated 25 times when it is throttled", () => {
    const throttled = new ApiError("Throttling", "Rate exceeded", { retryable: true });
    expect(repeated(throttled, Infinity).givenUp?.attempts).toBe(25);
  });
});
