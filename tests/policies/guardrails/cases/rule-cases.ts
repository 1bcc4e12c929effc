import type { Tier } from "../../../../policies/guardrails/stack-configuration";

/** Resources of a stack by type and name, as in the `resource` section of a synthesized file. */
export type Resources = Record<string, Record<string, Record<string, unknown>>>;

export interface FailingCase {
  readonly what: string;
  readonly resources: Resources;
  /** Addresses that the rule reports, in order. */
  readonly at: readonly string[];
  /** Part of the first message. */
  readonly says: string;
  readonly tier?: Tier;
  readonly severity?: "error" | "warning";
}

export interface PassingCase {
  readonly what: string;
  readonly resources: Resources;
  readonly output?: Record<string, { value: unknown }>;
  readonly tier?: Tier;
}

/** What a configuration rule must report, and what it must let pass. */
export interface RuleCases {
  readonly rule: string;
  readonly fails: readonly FailingCase[];
  readonly passes: readonly PassingCase[];
}

/** A policy document as the estate writes it: JSON in a string. */
export function policy(...statements: Record<string, unknown>[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
