import { ApiError } from "../../simulator/cloud/api-error";
import { ServiceError } from "../../simulator/state-endpoint/service-error";
import type { Observation } from "../steps/expect";

/** A call that AWS must refuse: tried, since a hazard that is not there proves nothing. */
export interface RefusedCall {
  /** "The deletion of the bucket". */
  readonly what: string;
  /** AWS's error code. */
  readonly code: string;
  /** Makes the call, as somebody with every right in the account. */
  readonly by: () => unknown;
}

/** Makes calls, each of which must be answered with its error. */
export function refusedCalls(...calls: readonly RefusedCall[]): Observation {
  const answers = calls.map(answerTo);
  return {
    sentence: answers.map(({ sentence }) => sentence).join(" "),
    wrong: answers.filter(({ refused }) => !refused).map(({ sentence }) => sentence),
  };
}

function answerTo({ what, code, by }: RefusedCall): { readonly refused: boolean; readonly sentence: string } {
  try {
    by();
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof ServiceError)) throw error;
    return {
      refused: error.code === code,
      sentence: `${what} was answered with ${error.code}: ${error.message.replace(/\.$/, "")}.`,
    };
  }
  return { refused: false, sentence: `${what} went through, and ${code} should have stopped it.` };
}
