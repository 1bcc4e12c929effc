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
  const { doing, api, operation, attempts = 1 } = call;
  const object = error.created?.id ?? call.object;
  const subject = object === undefined || object === "" ? api.noun : `${api.noun} (${object})`;
  if (error.awaited) {
    return {
      severity: "ERROR",
      summary: `waiting for ${subject} ${verbs[doing] ?? doing}: ${error.message}`,
    };
  }
  const repeated = attempts > 1 ? `exceeded maximum number of attempts, ${attempts}, ` : "";
  const summary =
    `${doing} ${subject}: operation error ${api.service}: ${operation}, ${repeated}https response error ` +
    `StatusCode: ${error.statusCode}, RequestID: ${requestId(call, error)}, ` +
    `${isModelled(api.service, error.code) ? "" : "api error "}${error.code}: ${error.message}`;
  return { severity: "ERROR", summary };
}

const verbs: Readonly<Record<string, string>> = {
  creating: "create",
  updating: "update",
  deleting: "delete",
};

/**
 * Services whose errors the SDK knows as types of their own; it leaves "api error" out before these, and writes it
 * before what every service may answer. Source: aws-sdk-go-v2, `types/errors.go` of each service.
 */
const modelledErrors: Readonly<Record<string, RegExp>> = {
  EKS: /^(?!AccessDenied|Throttling)\w+Exception$/,
  "Secrets Manager": /^(?!AccessDenied|Throttling)\w+Exception$/,
  "Elastic Load Balancing v2": /^(?!AccessDenied|Throttling|ValidationError)\w+$/,
  "Auto Scaling":
    /^(AlreadyExists|LimitExceeded|ResourceContention|ResourceInUse|ScalingActivityInProgress)\w*$/,
};

function isModelled(service: string, code: string): boolean {
  return modelledErrors[service]?.test(code) ?? false;
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
