import type { TerraformResource } from "cdktf";

/**
 * Whether a construct states an argument or block, before anything is rendered: the bindings keep what they were
 * given under `…Input`.
 * @param argument Terraform's name, `vpc_region`
 */
export function states(resource: TerraformResource, argument: string): boolean {
  const property = `${argument.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}Input`;
  return (resource as unknown as Record<string, unknown>)[property] !== undefined;
}
