import { asObject, asText, type JsonObject } from "../../terraform/json";
import type { PlannedStack } from "../../terraform/stack-runner";

/** An object that a plan destroys, as it is now: the plan has read it again. */
export interface Doomed {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  readonly attributes: JsonObject;
}

/** What the plans of a destruction take. */
export function doomedObjects(plans: readonly PlannedStack[]): Doomed[] {
  return plans.flatMap(({ stack, plan }) =>
    (plan?.resource_changes ?? [])
      .filter(({ mode, change }) => mode === "managed" && change.actions.includes("delete"))
      .map(({ address, type, change }) => ({ stack, address, type, attributes: asObject(change.before) })),
  );
}

/** The texts of an attribute of all doomed objects of a type. */
export function textsOf(doomed: readonly Doomed[], type: string, attribute: string): string[] {
  return doomed
    .filter((object) => object.type === type)
    .flatMap(({ attributes }) => asText(attributes[attribute]) ?? [])
    .filter((text) => text !== "");
}
