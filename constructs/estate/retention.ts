import type { TerraformResource } from "cdktf";

/** Marks a resource so that Terraform refuses to destroy it. */
export function preventDestroy(resource: TerraformResource): void {
  resource.lifecycle = { ...resource.lifecycle, preventDestroy: true };
}
