import { copyValue, type Value } from "../value";
import { Multimap } from "./multimap";
import { keyOf, type StoredObject } from "./stored-object";

/**
 * Finds objects by type, by the value of an attribute, by what they refer to, and by tag, without ever walking
 * over all of them. An attribute's index comes to life when somebody first asks for it; from then on it is kept.
 */
export class ObjectIndex {
  readonly #objects = new Map<string, { object: StoredObject; entries: string[] }>();
  readonly #keys: Multimap<string>;
  /** Attributes that have an index, for each type. */
  readonly #indexed: Multimap<string>;
  /** Attributes by which objects of a type were ever named. */
  readonly #referenced: Multimap<string>;

  constructor(original?: ObjectIndex) {
    for (const [key, { object, entries }] of original ? original.#objects : []) {
      this.#objects.set(key, { object: copyObject(object), entries: [...entries] });
    }
    this.#keys = original ? original.#keys.copy() : new Multimap();
    this.#indexed = original ? original.#indexed.copy() : new Multimap();
    this.#referenced = original ? original.#referenced.copy() : new Multimap();
  }

  copy(): ObjectIndex {
    return new ObjectIndex(this);
  }

  get(key: string): StoredObject | undefined {
    return this.#objects.get(key)?.object;
  }

  /** Adds an object, or replaces the one with the same key. */
  set(object: StoredObject): void {
    const key = keyOf(object);
    this.delete(key);
    const entries = this.#entriesOf(object);
    this.#objects.set(key, { object, entries });
    for (const entry of entries) this.#keys.add(entry, key);
  }

  delete(key: string): void {
    for (const entry of this.#objects.get(key)?.entries ?? []) this.#keys.delete(entry, key);
    this.#objects.delete(key);
  }

  *values(): IterableIterator<StoredObject> {
    for (const { object } of this.#objects.values()) yield object;
  }

  /** Objects of a type, in the order in which they came; of one scope, or of all. */
  ofType(type: string, scope?: string): StoredObject[] {
    return this.#resolve(typeEntry(type, scope));
  }

  /** Objects of a type whose attribute (a top-level scalar, or `id`) has the value, in any scope. */
  withAttribute(type: string, attribute: string, value: string): StoredObject[] {
    this.#ensureIndex(type, attribute);
    return this.#resolve(attributeEntry(type, attribute, value));
  }

  /** Objects that name the attribute of the type with this value. */
  referring(type: string, attribute: string, value: string): StoredObject[] {
    return this.#resolve(referenceEntry(type, attribute, value));
  }

  /** Attributes by which other objects name objects of the type. */
  referencedAttributes(type: string): ReadonlySet<string> {
    return this.#referenced.get(type);
  }

  /** Objects that another one brought into being. */
  ownedBy(key: string): StoredObject[] {
    return this.#resolve(ownerEntry(key));
  }

  /** Objects that carry a tag, with any value or with this one. */
  tagged(tag: string, value?: string): StoredObject[] {
    return this.#resolve(tagEntry(tag, value));
  }

  #ensureIndex(type: string, attribute: string): void {
    if (this.#indexed.get(type).has(attribute)) return;
    this.#indexed.add(type, attribute);
    for (const key of this.#keys.get(typeEntry(type))) {
      const known = this.#objects.get(key);
      const value = known && scalar(known.object, attribute);
      if (known === undefined || value === undefined) continue;
      const entry = attributeEntry(type, attribute, value);
      known.entries.push(entry);
      this.#keys.add(entry, key);
    }
  }

  #entriesOf(object: StoredObject): string[] {
    const entries = [typeEntry(object.type), typeEntry(object.type, object.scope)];
    if (object.owner !== undefined) entries.push(ownerEntry(object.owner));
    for (const attribute of this.#indexed.get(object.type)) {
      const value = scalar(object, attribute);
      if (value !== undefined) entries.push(attributeEntry(object.type, attribute, value));
    }
    for (const { type, attribute, value } of object.references) {
      entries.push(referenceEntry(type, attribute, value));
      this.#referenced.add(type, attribute);
    }
    for (const [tag, value] of Object.entries(tagsOf(object)))
      entries.push(tagEntry(tag), tagEntry(tag, value));
    return entries;
  }

  #resolve(entry: string): StoredObject[] {
    const objects: StoredObject[] = [];
    for (const key of this.#keys.get(entry)) {
      const known = this.#objects.get(key);
      if (known) objects.push(known.object);
    }
    return objects;
  }
}

/** Behaviours may write into the attributes of an object; the rest of it is never written to. */
function copyObject(object: StoredObject): StoredObject {
  return { ...object, attributes: copyValue(object.attributes) };
}

/** Tags of an object, those of the provider's defaults included. */
export function tagsOf(object: StoredObject): Record<string, string> {
  const tags = object.attributes["tags_all"] ?? object.attributes["tags"];
  if (tags === null || typeof tags !== "object" || Array.isArray(tags)) return {};
  return Object.fromEntries(
    Object.entries(tags).flatMap(([tag, value]) => (typeof value === "string" ? [[tag, value]] : [])),
  );
}

const typeEntry = (type: string, scope = "*") => `type|${type}|${scope}`;
const attributeEntry = (type: string, attribute: string, value: string) => `is|${type}|${attribute}|${value}`;
const referenceEntry = (type: string, attribute: string, value: string) => `to|${type}|${attribute}|${value}`;
const ownerEntry = (key: string) => `of|${key}`;
const tagEntry = (tag: string, value?: string) =>
  value === undefined ? `tag|${tag}` : `tag=|${tag}|${value}`;

function scalar(object: StoredObject, attribute: string): string | undefined {
  const value: Value | undefined = attribute === "id" ? object.id : object.attributes[attribute];
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}
