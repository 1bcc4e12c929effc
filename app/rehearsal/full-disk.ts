import { TerraformFailure } from "../terraform/failures";
import { asObject } from "../terraform/json";

/** Whether a full disk is behind an error: ours, or one that terraform met. */
export function isFullDisk(error: unknown): boolean {
  if (error instanceof TerraformFailure) return error.kind === "disk-full";
  const { code } = asObject(error);
  return code === "ENOSPC" || code === "EDQUOT";
}
