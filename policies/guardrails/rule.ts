import type { IConstruct } from "constructs";
import type { StackInTree } from "./app-tree";
import type { Severity } from "./finding";
import type { StackConfiguration, TerraformResource } from "./stack-configuration";
import type { PlannedChange } from "./terraform-plan";

export type Layer = "construct-tree" | "configuration" | "plan";

/**
 * Where a rule comes from: ids of CIS AWS Foundations Benchmark v3.0.0, control ids of AWS Foundational Security Best
 * Practices and its siblings in AWS Security Hub, check ids of checkov 3 and, for what is particular to this estate,
 * a sentence.
 */
export interface RuleSource {
  readonly cis?: readonly string[];
  readonly awsControls?: readonly string[];
  readonly checkov?: readonly string[];
  readonly design?: string;
}

export interface RuleDescription {
  /** Kebab case, stable: suppressions name it. */
  readonly id: string;
  readonly severity: Severity;
  /** What holds when the rule passes, in one line. */
  readonly title: string;
  /** Why it matters, in a sentence or two. */
  readonly rationale: string;
  readonly source: RuleSource;
}

/** A breach that a rule found; the layer adds rule id, stack and suppression. */
export interface Violation<Subject> {
  readonly subject: Subject;
  readonly message: string;
  /** Only where it differs from the rule's own. */
  readonly severity?: Severity;
}

/** Checks the tree of constructs before synthesis, where lifetimes and dependencies are still objects. */
export interface ConstructTreeRule extends RuleDescription {
  check(stacks: readonly StackInTree[]): Iterable<Violation<IConstruct>>;
}

/** Checks one stack's synthesized configuration, which is what Terraform will read. */
export interface ConfigurationRule extends RuleDescription {
  check(stack: StackConfiguration): Iterable<Violation<TerraformResource>>;
}

/** Checks one change of a plan against what must survive it. */
export interface PlanRule extends RuleDescription {
  check(change: PlannedChange, stackName: string): string | undefined;
}
