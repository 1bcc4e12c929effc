import { ApiError } from "../../cloud/api-error";

/** Statuses of the errors that EKS models; all others are 400. Source: EKS API Reference, "Common Errors" of each call. */
const STATUS: Readonly<Record<string, number>> = {
  ResourceInUseException: 409,
  ResourceNotFoundException: 404,
};

/** A refusal by EKS. */
export function eksError(code: string, message: string): ApiError {
  return new ApiError(code, message, { statusCode: STATUS[code] });
}
