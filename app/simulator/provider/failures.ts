import { createHash } from "node:crypto";

import type { ApiNames, CallContext } from "../behaviour";
import type { ApiError } from "../cloud/api-error";
import type { Diagnostic } from "../protocol/messages";

export interface FailedCall {
  /** `"creating"`, `"reading"`, `"updating"`, `"deleting"`. */
  readonly doing: string;
  readonly api: Pick<ApiNames, "service" | "noun">;
  /** The API's own name of the call: `"CreateVpc"`. */
  readonly operation: string;
  /** Name or id of the object, where there is one. */
  readonly object?: string;
  readonly context: Pick<CallContext, "scope" | "type">;
  /** How often the call was made before the provider gave up. */
  readonly attempts?: number;
}

/**
 * The diagnostic of a failed call, worded as the real provider words it, so that what one learns from a rehearsal can
 * be searched for: "creating EC2 VPC: operation error EC2: CreateVpc, https response error StatusCode: 400,
 * RequestID: …, api error VpcLimitExceeded: …".
 */
export function callDiagnostic(error: ApiError, call: FailedCall): Diagnostic {
  const { doing, api, operation, object, attempts = 1 } = call;
  const subject = object === undefined || object === "" ? api.noun : `${api.noun} (${object})`;
  const repeated = attempts > 1 ? `exceeded maximum number of attempts, ${attempts}, ` : "";
  const summary =
    `${doing} ${subject}: operation error ${api.service}: ${operation}, ${repeated}https response error ` +
    `StatusCode: ${error.statusCode}, RequestID: ${requestId(call, error)}, api error ${error.code}: ${error.message}`;
  return { severity: "ERROR", summary };
}

/** The diagnostic of anything else that went wrong: a sentence for the user. */
export function errorDiagnostic(error: unknown): Diagnostic {
  if (error instanceof Error) return { severity: "ERROR", summary: error.message };
  return { severity: "ERROR", summary: String(error) };
}

/** Shaped as AWS's; the same call that fails the same way has the same one in every run. */
function requestId({ context, operation, object }: FailedCall, error: ApiError): string {
  const seed = [context.scope, context.type, operation, object ?? "", error.code, error.message].join("|");
  const digits = createHash("sha256").update(seed).digest("hex");
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20, 32),
  ].join("-");
}
