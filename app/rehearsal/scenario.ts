import { type Lifetime, partOf } from "../naming";
import type { SynthesizedStack } from "../synth/estate-file";
import { lastRelease } from "./releases/stored-releases";
import type { Scene } from "./scene";
import type { Crash } from "./steps/crash";
import type { Observation } from "./steps/expect";
import type { ExpectedFailure } from "./steps/expect-failure";
import type { ExpectedGuardrail } from "./steps/expect-guardrail";
import type { ExpectedRefusal } from "./steps/expect-refusal";
import { selectStacks } from "../terraform/selection";
import { unknownName } from "../user-error";

/**
 * Which stacks of the environment a step is about. Parts are named as in any environment, see `partOf`: "network",
 * "keep-keys", "cluster-*".
 */
export type Selection = "survivors" | "disposable" | "all" | { readonly parts: readonly string[] };

/**
 * What the cloud holds when a scenario begins: nothing, the account's own stack, the whole environment, what survives
 * its destruction, or that and the network. Each is built once for all scenarios that begin with it, and each of these works in a copy.
 */
export type StartingPoint = "empty" | "account" | "created" | "survivors" | "network";

/** What stood before an upgrade: the last release's stacks, or today's with clusters one minor version behind. */
export type Before = "release" | "kubernetes";

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
  /** Lets the provider check every stack's configuration, without any cloud. */
  | { readonly step: "validate" }
  /** Creates the account's stack and moves its state into its own bucket. */
  | { readonly step: "bootstrap" }
  /** Plans and applies; guardrails read each plan. */
  | { readonly step: "apply"; readonly stacks: Selection }
  /** Pushes the images into the registry and locks them: their digests are those that the stacks name. */
  | { readonly step: "images" }
  /** Creates what stood before an upgrade; guardrails do not judge it. */
  | { readonly step: "create-before"; readonly before: Before }
  /** Applies every stack over what stood before: nothing that holds data goes, unless the changelog announces it. */
  | { readonly step: "upgrade" }
  /** Plans again, reading every object: nothing may change. */
  | { readonly step: "expect-empty-plan"; readonly stacks: Selection }
  /** Checks what no plan shows: exports, protection, tags, encryption. */
  | { readonly step: "verify" }
  /** Disturbs objects, and expects the plan to show each one. */
  | { readonly step: "drift"; readonly disturbances: readonly Disturbance[] }
  /** Destroys, dependants first. */
  | { readonly step: "destroy"; readonly stacks: Selection }
  /** Pushes the states that terraform could not write to their bucket, and releases their locks. */
  | { readonly step: "push-kept-states"; readonly stacks: Selection }
  /** Does what people or AWS do behind terraform's back; may return what came of it, in a sentence. */
  | { readonly step: "arrange"; readonly title: string; readonly by: (scene: Scene) => string | void }
  /** Looks at the cloud. */
  | { readonly step: "expect"; readonly title: string; readonly of: (scene: Scene) => Observation }
  /** Applies or destroys, which must fail as it says, and leave nothing that no state knows. */
  | ({ readonly step: "expect-failure" } & ExpectedFailure)
  /** Plans, and expects a guardrail to refuse. */
  | ({ readonly step: "expect-guardrail" } & ExpectedGuardrail)
  /** Begins a destruction as `drydock destroy` does, which must be refused before anything is touched. */
  | ({ readonly step: "expect-refusal" } & ExpectedRefusal)
  /** Kills terraform in the middle of its work, again and again, and recovers each time. */
  | ({ readonly step: "crash" } & Crash)
  /** The same with the account's bootstrap, at so many steps. */
  | { readonly step: "crash-bootstrap"; readonly times: number }
  /** The cloud holds what the survivors' states hold, and nothing else. */
  | { readonly step: "expect-only-survivors" }
  /** Keeps the states for a later comparison. */
  | { readonly step: "remember-states"; readonly as: string }
  /** Every difference to the remembered states must have an explanation. */
  | { readonly step: "compare-states"; readonly with: string };

/** A rehearsal of one environment in a cloud of its own. */
export interface Scenario {
  readonly name: string;
  /** @default "empty" */
  readonly from?: StartingPoint;
  /** Scenarios of a group are chosen by its name, too, and run side by side. */
  readonly group?: string;
  /** Environments whose part does not declare the type leave the scenario out. @default it is for every one */
  readonly needs?: { readonly part: string; readonly type: string };
  /** Environments that the last release did not have leave the scenario out. @default it is for every one */
  readonly released?: boolean;
  /** One sentence: what is proven when it passes. */
  readonly summary: string;
  readonly steps: readonly Step[];
}

/**
 * The scenarios that names mean, in the order of the list, each once.
 * @param names of scenarios and of groups; "all" is every scenario
 * @throws UserError with the closest name
 */
export function scenariosNamed(names: readonly string[], scenarios: readonly Scenario[]): Scenario[] {
  const groups = new Set(scenarios.flatMap(({ group }) => group ?? []));
  for (const name of names) {
    if (name === "all" || groups.has(name) || scenarios.some((scenario) => scenario.name === name)) continue;
    throw unknownName("scenario", name, ["all", ...groups, ...scenarios.map((scenario) => scenario.name)]);
  }
  return scenarios.filter(
    ({ name, group }) =>
      names.includes("all") || names.includes(name) || (group !== undefined && names.includes(group)),
  );
}

/**
 * The stacks that a step is about.
 * @throws UserError when a part is none of the environment
 */
export function selected(stacks: readonly SynthesizedStack[], selection: Selection): SynthesizedStack[] {
  if (typeof selection === "object") {
    const parts = stacks.map((stack) => ({ name: partOf(stack.name, stack.environments[0] ?? ""), stack }));
    return selectStacks(parts, selection.parts).map(({ stack }) => stack);
  }
  return stacks.filter(
    ({ lifetime }) => selection === "all" || (selection === "disposable") === (lifetime === "disposable"),
  );
}

/** The step as the report and the progress name it. */
export function titleOf(step: Step): string {
  switch (step.step) {
    case "validate":
      return "Validate every stack";
    case "bootstrap":
      return "Bootstrap the account";
    case "apply":
      return `Apply ${inWords(step.stacks)}`;
    case "images":
      return "Push the images and expect the digests that the stacks name";
    case "create-before":
      return step.before === "release"
        ? `Create the release ${lastRelease}`
        : "Create clusters one Kubernetes minor version behind";
    case "upgrade":
      return "Upgrade every stack";
    case "expect-empty-plan":
      return "Expect an empty second plan";
    case "verify":
      return "Verify what no plan shows";
    case "drift":
      return "Disturb objects and expect the plan to show them";
    case "destroy":
      return step.stacks === "disposable"
        ? "Destroy everything but the survivors"
        : `Destroy ${inWords(step.stacks)}`;
    case "push-kept-states":
      return `Push the state of ${inWords(step.stacks)} that could not be written`;
    case "arrange":
    case "expect":
      return step.title;
    case "expect-failure":
      return `Expect the ${step.of} of ${inWords(step.stacks)} to fail with ${step.code}`;
    case "expect-guardrail":
      return `Expect the guardrail ${step.rule} to refuse the plan of ${inWords(step.stacks)}`;
    case "expect-refusal":
      return `Expect the destruction of ${inWords(step.stacks)} to be refused`;
    case "crash":
      return `Kill terraform at steps of the ${step.of} of ${inWords(step.stacks)}, and recover`;
    case "crash-bootstrap":
      return "Kill terraform at steps of the bootstrap, and go on";
    case "expect-only-survivors":
      return "Expect nothing but the survivors in the cloud";
    case "remember-states":
      return `Remember the states (${step.as})`;
    case "compare-states":
      return `Compare the states with those remembered (${step.with})`;
  }
}

function inWords(selection: Selection): string {
  return typeof selection === "object" ? selection.parts.join(", ") : lifetimesInWords[selection];
}

const lifetimesInWords = {
  all: "every stack",
  survivors: "the survivors",
  disposable: "the disposable stacks",
} as const;
