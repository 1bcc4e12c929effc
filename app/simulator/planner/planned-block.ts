import type { Attribute, Block, NestedBlock } from "../schema/schema";
import { UNKNOWN, type Attributes, type Value } from "../value";
import { ElementPool } from "./set-elements";

/** The three views of one block that Terraform gives: before, wanted (merged by Terraform's core), configured. */
export interface Views {
  /** Null when the object, or this element, is new. */
  readonly prior: Attributes | null;
  readonly proposed: Attributes;
  readonly config: Attributes | null;
}

/**
 * The planned content of a block: what the configuration says; defaults; and for computed attributes that are left
 * out the prior value, or "known after apply" when there is none.
 */
export function plannedBlock(block: Block, views: Views, legacyTypeSystem: boolean): Attributes {
  const { prior, proposed, config } = views;
  const planned: Attributes = {};
  for (const [name, attribute] of Object.entries(block.attributes)) {
    const before = prior === null ? undefined : (prior[name] ?? null);
    const value = plannedAttribute(attribute, before, proposed[name] ?? null, config?.[name] ?? null);
    planned[name] = legacyTypeSystem ? settledSet(attribute, value) : value;
  }
  for (const [name, nested] of Object.entries(block.blocks)) {
    const inner: ValueViews = {
      prior: prior?.[name] ?? null,
      proposed: proposed[name] ?? null,
      config: config?.[name] ?? null,
    };
    planned[name] = plannedNestedBlock(nested, prior === null, inner, legacyTypeSystem);
  }
  return planned;
}

interface ValueViews {
  readonly prior: Value;
  readonly proposed: Value;
  readonly config: Value;
}

/** @param prior undefined when the object is new */
function plannedAttribute(
  attribute: Attribute,
  prior: Value | undefined,
  proposed: Value,
  config: Value,
): Value {
  if (attribute.writeOnly) return null;
  if (config === null) {
    if (attribute.default !== undefined) return attribute.default;
    return attribute.computed && prior === undefined ? UNKNOWN : proposed;
  }
  if (
    attribute.equivalent &&
    typeof config === "string" &&
    typeof prior === "string" &&
    attribute.equivalent(config, prior)
  ) {
    return prior;
  }
  return withDefaults(attribute, proposed);
}

/** The old SDK cannot tell the elements of a set apart before all are known: the whole set is known after apply. */
function settledSet({ type }: Attribute, value: Value): Value {
  const isSet = type[0] === "set" && typeof type[1] === "string";
  return isSet && Array.isArray(value) && value.includes(UNKNOWN) ? UNKNOWN : value;
}

/** Defaults inside an attribute that holds objects (rules of a default security group). */
function withDefaults({ nested }: Attribute, value: Value): Value {
  if (!nested || !hasDefaults(nested.block) || value === null || typeof value !== "object") return value;
  const complete = (element: Value): Value => {
    if (element === null || typeof element !== "object") return element;
    const completed: Attributes = { ...(element as Attributes) };
    for (const [name, { default: fallback }] of Object.entries(nested.block.attributes)) {
      if (fallback !== undefined) completed[name] ??= fallback;
    }
    return completed;
  };
  if (Array.isArray(value)) return value.map(complete);
  if (nested.mode !== "map") return complete(value);
  return Object.fromEntries(
    Object.entries(value as Attributes).map(([key, element]) => [key, complete(element)]),
  );
}

const hasDefaults = (block: Block): boolean =>
  Object.values(block.attributes).some((attribute) => attribute.default !== undefined);

function plannedNestedBlock(nested: NestedBlock, isNew: boolean, views: ValueViews, legacy: boolean): Value {
  const { prior, proposed, config } = views;
  if (nested.computed && legacy && isAbsent(config)) return isNew ? UNKNOWN : prior;
  if (proposed === null || proposed === UNKNOWN) return proposed;
  const plan = (element: Value, before: Value, configured: Value): Value =>
    element === UNKNOWN || element === null
      ? element
      : plannedBlock(
          nested.block,
          { prior: asAttributes(before), proposed: element as Attributes, config: asAttributes(configured) },
          legacy,
        );
  if (nested.mode === "single") return plan(proposed, prior, config);
  const elements = proposed as Value[];
  if (nested.mode === "list") {
    return elements.map((element, index) => plan(element, item(prior, index), item(config, index)));
  }
  const before = new ElementPool(nested.block, prior);
  const configured = new ElementPool(nested.block, config);
  return elements.map((element) => plan(element, before.take(element), configured.take(element)));
}

const isAbsent = (config: Value): boolean =>
  config === null || (Array.isArray(config) && config.length === 0);

const item = (list: Value, index: number): Value => (Array.isArray(list) ? (list[index] ?? null) : null);

function asAttributes(value: Value): Attributes | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Attributes) : null;
}
