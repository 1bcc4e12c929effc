import { providerConstraints } from "../../app/versions";

interface RenderedProvider {
  readonly terraform: { readonly required_providers: Record<string, { version: string }> };
}

/**
 * What a provider of the bindings renders, asking for the versions that the stacks are good for: the bindings would
 * pin the one release that they were generated from.
 */
export function withConstraint(rendered: object, provider: keyof typeof providerConstraints): object {
  const required = (rendered as RenderedProvider).terraform.required_providers[provider];
  if (required) required.version = providerConstraints[provider].version;
  return rendered;
}
