import * as fs from "node:fs";
import * as path from "node:path";
import { partOf } from "../naming";
import { awsTables } from "../simulator/aws/tables";
import type { CloudObject } from "../simulator/behaviour";
import type { CloudEvent } from "../simulator/cloud/event-log";
import { type Attributes, UNKNOWN, type Value } from "../simulator/value";
import type { SimulatedCloud } from "../simulator/simulated-cloud";
import type { SynthesizedStack } from "../synth/estate-file";
import { asObject, isObject } from "../terraform/json";
import { configurationFile } from "../terraform/workspace";
import { UserError } from "../user-error";
import { selected } from "./scenario";

/** A resource as a stack's synthesized file declares it; references are still `${…}`. */
export interface DeclaredResource {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * What a hazard sees of the place where it plays: the cloud, and what the environment declares. Here it does what
 * people and AWS do behind terraform's back.
 */
export class Scene {
  /** Where the log of events stood when the scenario began. */
  private readonly begun: number;
  private readonly foreign = new Set<string>();

  constructor(
    readonly environment: string,
    /** Stacks of the environment, the account's among them. */
    readonly stacks: readonly SynthesizedStack[],
    private readonly simulated: Pick<SimulatedCloud, "cloud" | "disturbance">,
  ) {
    this.begun = this.cloud.events.mark;
  }

  get cloud(): SimulatedCloud["cloud"] {
    return this.simulated.cloud;
  }

  /** Disturbs the endpoints of S3 and STS. */
  get disturbance(): SimulatedCloud["disturbance"] {
    return this.simulated.disturbance;
  }

  /** What happened since the scenario began. */
  get events(): readonly CloudEvent[] {
    return this.cloud.events.since(this.begun);
  }

  /**
   * The first object of a type, in the order of ids, whose attributes have these values or match these patterns.
   * @throws UserError when there is none
   */
  object(type: string, values: Readonly<Record<string, Value | RegExp>> = {}): CloudObject {
    const found = this.cloud
      .listEverywhere(type)
      .filter(({ attributes }) =>
        Object.entries(values).every(([name, value]) =>
          value instanceof RegExp ? value.test(String(attributes[name])) : attributes[name] === value,
        ),
      )
      .sort((one, other) => (one.id < other.id ? -1 : 1))[0];
    if (found) return found;
    const like = Object.entries(values).map(([name, value]) => `${name} ${String(value)}`);
    throw new UserError(
      `The cloud of "${this.environment}" holds no ${[type, ...like].join(", ")} at this point.`,
    );
  }

  /**
   * The first resource of a type that a part declares, in the order of addresses.
   * @throws UserError when it declares none
   */
  declared(part: string, type: string): DeclaredResource {
    const [first] = this.declaredAll(part, type);
    if (first) return first;
    throw new UserError(`The part "${part}" of "${this.environment}" declares no ${type}.`);
  }

  /** Every resource of a type that a part declares, in the order of addresses. */
  declaredAll(part: string, type: string): DeclaredResource[] {
    return selected(this.stacks, { parts: [part] }).flatMap((stack) => declaredIn(stack, type));
  }

  /**
   * Makes something as somebody else would, in the account and region of a part; no state knows it.
   * @param accountId 12 digits of another account
   * @throws ApiError when AWS would refuse
   */
  make(part: string, type: string, configured: Attributes, accountId?: string): CloudObject {
    const table = awsTables.resources[type];
    const [stack] = selected(this.stacks, { parts: [part] });
    if (!table || !stack) throw new Error(`There is no ${type} to make.`);
    const planned: Attributes = { id: UNKNOWN };
    for (const name of Object.keys(table.behaviour.computed ?? {})) planned[name] = UNKNOWN;
    for (const [name, fact] of Object.entries(table.facts)) {
      if (!name.includes(".") && fact.default !== undefined) planned[name] = fact.default;
    }
    Object.assign(planned, configured);
    const { account, region } = stack;
    const scope = { provider: "aws", type, account: accountId ?? account.id, region, defaultTags: {} };
    const context = this.cloud.context(scope, planned);
    const object = this.cloud.create(table, planned, context, withoutUnknown);
    this.foreign.add(`${type} ${object.id}`);
    return object;
  }

  /** Whether somebody else made the object. */
  isForeign({ type, id }: { readonly type: string; readonly id: string }): boolean {
    return this.foreign.has(`${type} ${id}`);
  }

  /** Takes away what somebody else had made, or what terraform made, as that person or AWS would. */
  remove(object: CloudObject): void {
    this.cloud.deleteBehindTerraform(object);
  }
}

/** What AWS would leave empty. */
function withoutUnknown(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, value === UNKNOWN ? null : value]),
  );
}

/** Whether a part is the one named, or one that the pattern means ("cluster-*"). */
function matchesPart(part: string, pattern: string): boolean {
  return pattern.endsWith("*") ? part.startsWith(pattern.slice(0, -1)) : part === pattern;
}

/** Whether a part of the environment, or one of several, declares a resource of a type. */
export function declares(
  stacks: readonly SynthesizedStack[],
  { part, type }: { readonly part: string; readonly type: string },
): boolean {
  return stacks.some(
    (stack) =>
      matchesPart(partOf(stack.name, stack.environments[0] ?? ""), part) &&
      declaredIn(stack, type).length > 0,
  );
}

/** Resources of a type that a stack declares, in the order of addresses. */
function declaredIn({ directory }: SynthesizedStack, type: string): DeclaredResource[] {
  const file = path.join(directory, configurationFile);
  const configuration = asObject(JSON.parse(fs.readFileSync(file, "utf8")));
  return Object.entries(asObject(asObject(configuration["resource"])[type]))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, attributes]) => ({ id, attributes: isObject(attributes) ? attributes : {} }));
}
