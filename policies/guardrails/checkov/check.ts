/** A check of checkov for types of the estate, and what becomes of it here. */
export interface CheckovCheck {
  /** checkov's id. */
  readonly id: string;
  /** Terraform types of the estate that it looks at; data sources and providers with that word before them. */
  readonly of: readonly string[];
  /** What it asks for, in our words. */
  readonly asks: string;
  /** Ids of the rules that ask for it here. */
  readonly rules: readonly string[];
  /** Why no rule asks for it, or where ours judges otherwise. */
  readonly differs?: string;
}

/** Release whose checks were read, type by type. */
export const checkovVersion = "3.3.13";
