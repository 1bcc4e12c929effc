import { ApiError } from "../../cloud/api-error";

/** Statuses of the errors that EKS models; all others are 400. Source: EKS API Reference, "Common Errors" of each call. */
const STATUS: Readonly<Record<string, number>> = {
  ResourceInUseException: 409,
  ResourceNotFoundException: 404,
};

/** Seconds for which the provider repeats a call that IAM may not have settled for (`propagationTimeout`). */
export const PROPAGATION_SECONDS = 120;

/** A refusal by EKS. */
export function eksError(code: string, message: string): ApiError {
  return new ApiError(code, message, { statusCode: STATUS[code] });
}
