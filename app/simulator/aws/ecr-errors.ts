import { ApiError } from "../cloud/api-error";

/** ECR's words for an argument that it refuses. */
export function invalid(argument: string, constraint: string): ApiError {
  return new ApiError(
    "InvalidParameterException",
    `Invalid parameter at '${argument}' failed to satisfy constraint: '${constraint}'`,
  );
}
