import type { Lifetime } from "../naming";
import type { SynthesizedStack } from "../synth/estate-file";
import { unknownName } from "../user-error";

/** Which stacks of the environment a step is about. */
export type Selection = "survivors" | "disposable" | "all";

/**
 * One object that is disturbed behind terraform's back: the first of its type, in the order of addresses, in the
 * stacks of one lifetime.
 */
export interface Disturbance {
  readonly stacks: Lifetime;
  readonly type: string;
  /** The object is deleted, or attributes of it are set. */
  readonly by: "delete" | Readonly<Record<string, string | number | boolean | null>>;
}

/** What a scenario does, one step after the other; nothing here knows how it is done. */
export type Step =
  /** Creates the account's stack and moves its state into its own bucket. */
  | { readonly step: "bootstrap" }
  /** Plans and applies; guardrails read each plan. */
  | { readonly step: "apply"; readonly stacks: Selection }
  /** Plans again, reading every object: nothing may change. */
  | { readonly step: "expect-empty-plan"; readonly stacks: Selection }
  /** Checks what no plan shows: exports, protection, tags, encryption. */
  | { readonly step: "verify" }
  /** Disturbs objects, and expects the plan to show each one. */
  | { readonly step: "drift"; readonly disturbances: readonly Disturbance[] }
  /** Destroys, dependants first. */
  | { readonly step: "destroy"; readonly stacks: "disposable" }
  /** The cloud holds what the survivors' states hold, and nothing else. */
  | { readonly step: "expect-only-survivors" }
  /** Keeps the states for a later comparison. */
  | { readonly step: "remember-states"; readonly as: string }
  /** Every difference to the remembered states must have an explanation. */
  | { readonly step: "compare-states"; readonly with: string };

/** A rehearsal of one environment in a cloud of its own. */
export interface Scenario {
  readonly name: string;
  /** One sentence: what is proven when it passes. */
  readonly summary: string;
  readonly steps: readonly Step[];
}

/** @throws UserError with the closest name */
export function scenarioNamed(name: string, scenarios: readonly Scenario[]): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found) return found;
  throw unknownName(
    "scenario",
    name,
    scenarios.map((scenario) => scenario.name),
  );
}

/** The stacks that a step is about. */
export function selected(stacks: readonly SynthesizedStack[], selection: Selection): SynthesizedStack[] {
  return stacks.filter(
    ({ lifetime }) => selection === "all" || (selection === "disposable") === (lifetime === "disposable"),
  );
}

/** The step as the report and the progress name it. */
export function titleOf(step: Step): string {
  switch (step.step) {
    case "bootstrap":
      return "Bootstrap the account";
    case "apply":
      return `Apply ${inWords[step.stacks]}`;
    case "expect-empty-plan":
      return "Expect an empty second plan";
    case "verify":
      return "Verify what no plan shows";
    case "drift":
      return "Disturb objects and expect the plan to show them";
    case "destroy":
      return "Destroy everything but the survivors";
    case "expect-only-survivors":
      return "Expect nothing but the survivors in the cloud";
    case "remember-states":
      return `Remember the states (${step.as})`;
    case "compare-states":
      return `Compare the states with those remembered (${step.with})`;
  }
}

const inWords: Readonly<Record<Selection, string>> = {
  all: "every stack",
  survivors: "the survivors",
  disposable: "the disposable stacks",
};
