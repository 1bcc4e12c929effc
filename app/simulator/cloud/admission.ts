import type { Behaviour, CallContext, CloudObject } from "../behaviour";
import type { Attributes } from "../value";
import { ApiError } from "./api-error";
import type { Cloud } from "./cloud";
import { missingObject } from "./missing-object";
import { referencesIn } from "./references";
import { canSee } from "./scope";
import { keyOf } from "./stored-object";

/**
 * Every object that the attributes name must exist and be visible to the caller.
 * @throws ApiError with the code of the reference; retryable while the object is merely not visible yet
 */
export function checkReferences(
  cloud: Cloud,
  behaviour: Behaviour,
  attributes: Attributes,
  context: CallContext,
  prior?: Attributes,
): void {
  const before = new Set(
    prior && referencesIn(behaviour, prior).map(({ path, value }) => `${path}=${value}`),
  );
  const declared = new Map(
    (behaviour.references ?? []).map((reference) => [`${reference.path}|${reference.type}`, reference]),
  );
  for (const { path, type, attribute, value } of referencesIn(behaviour, attributes)) {
    if (before.has(`${path}=${value}`)) continue;
    const target = cloud.findAllBy(type, attribute, value).find((candidate) => canSee(context, candidate));
    if (target && cloud.consistency.isVisible(target, context, cloud.clock.nowMs)) continue;
    const { missing = "ValidationError", sentence } = declared.get(`${path}|${type}`) ?? {};
    throw missingObject(missing, path, value, { retryable: target !== undefined, sentence });
  }
}

/**
 * Names that must be unique are free: taken neither by another object nor by one deleted a short while ago.
 * @throws ApiError with the code of the rule, or of the tombstone
 */
export function checkNames(
  cloud: Cloud,
  behaviour: Behaviour,
  attributes: Attributes,
  context: CallContext,
  self?: CloudObject,
): void {
  for (const rule of behaviour.unique ?? []) {
    const name = rule.key(attributes);
    if (name === undefined) continue;
    const held = { space: cloud.nameSpace(context.type, context, rule.scope), name };
    const holder = cloud.names.holder(held);
    if (holder !== undefined && holder !== (self && keyOf(self))) {
      throw new ApiError(rule.code, rule.message(attributes), { statusCode: rule.statusCode });
    }
    cloud.names.refuseBuried(held, cloud.clock.nowMs);
  }
}
