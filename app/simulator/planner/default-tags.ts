import { hasUnknown, UNKNOWN, type Attributes, type Value } from "../value";

/**
 * `tags_all`: the tags that AWS will hold, the provider's default tags under the resource's own. Known only when all
 * tags are, as in the real provider.
 */
export function allTags(tags: Value, defaultTags: Readonly<Record<string, string>>): Value {
  if (hasUnknown(tags)) return UNKNOWN;
  const own = Object.entries((tags ?? {}) as Attributes).filter(([, value]) => value !== null);
  return { ...defaultTags, ...Object.fromEntries(own) };
}
