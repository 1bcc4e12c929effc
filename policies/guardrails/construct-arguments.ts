import type { TerraformElement } from "cdktf";

/**
 * Whether a construct states an argument or block, before anything is rendered: the bindings keep what they were
 * given under `…Input`.
 * @param argument Terraform's name, `vpc_region`
 */
export function states(element: TerraformElement, argument: string): boolean {
  return stated(element, argument) !== undefined;
}

/** What a construct states for an argument or block, by the names of the bindings inside; undefined: nothing. */
export function stated(element: TerraformElement, argument: string): unknown {
  const property = `${argument.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}Input`;
  return (element as unknown as Record<string, unknown>)[property];
}
