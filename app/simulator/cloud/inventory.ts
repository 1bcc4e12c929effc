import type { CloudObject, TypeTable } from "../behaviour";
import type { Attributes } from "../value";
import { Clock } from "./clock";
import { DepartedObjects } from "./departed-objects";
import { NameRegister } from "./name-register";
import { ObjectIndex } from "./object-index";
import { referencesIn } from "./references";
import { canSee, homeOf, type Place, type Reach, scopeOf } from "./scope";
import { keyOf, objectKey, type StoredObject } from "./stored-object";

/** One object of a snapshot. */
export interface SnapshotEntry {
  readonly type: string;
  readonly id: string;
  readonly scope: string;
  readonly attributes: Attributes;
}

/** What exists, and the questions that behaviours and scenarios ask about it. */
export class Inventory {
  readonly clock: Clock;
  readonly names: NameRegister;
  readonly departed: DepartedObjects;
  protected readonly index: ObjectIndex;

  /** @param original what this one begins as a copy of; without one it is empty */
  constructor(original?: Inventory) {
    this.clock = original?.clock.copy() ?? new Clock();
    this.names = original?.names.copy() ?? new NameRegister();
    this.departed = original?.departed.copy() ?? new DepartedObjects();
    this.index = original?.index.copy() ?? new ObjectIndex();
  }

  get(type: string, id: string, place: Place): CloudObject | undefined {
    return this.index.get(objectKey(homeOf(type, place), type, id));
  }

  /** Objects of a type in one place, in the order of their creation. */
  list(type: string, place: Place): CloudObject[] {
    return this.index.ofType(type, homeOf(type, place));
  }

  /** Objects of a type in every account and region. */
  listEverywhere(type: string): CloudObject[] {
    return this.index.ofType(type);
  }

  /** The object of a type, in any account and region, whose top-level attribute has the value. */
  findBy(type: string, attribute: string, value: string): CloudObject | undefined {
    return this.index.withAttribute(type, attribute, value)[0];
  }

  /** Objects of a type, in any account and region, whose top-level attribute has the value. */
  findAllBy(type: string, attribute: string, value: string): CloudObject[] {
    return this.index.withAttribute(type, attribute, value);
  }

  /** Objects that name another one by one of its attributes (`"id"`, `"arn"`, `"name"`); of one type, or of all. */
  referring(object: CloudObject, attribute: string, type?: string): CloudObject[] {
    return this.index
      .referring(object.type, attribute, valueOf(object, attribute))
      .filter((other) => (type === undefined || other.type === type) && canSee(other, object));
  }

  /** Objects with a tag, with any value or with this one. */
  tagged(tag: string, value?: string): CloudObject[] {
    return this.index.tagged(tag, value);
  }

  /** A name's space: the type in one region, one account or everywhere. */
  nameSpace(type: string, place: Place, reach: Reach): string {
    return `${type}|${scopeOf(place, reach)}`;
  }

  /**
   * Adds an object that comes and goes with another one and that terraform did not ask for.
   * @param table its type's, when what it refers to counts (a machine keeps its subnet from being deleted)
   */
  addOwned(owner: CloudObject, type: string, id: string, attributes: Attributes, table?: TypeTable): void {
    const { account, region } = owner;
    const provider = providerOf(owner);
    const scope = homeOf(type, { provider, account, region });
    const createdAt = this.clock.nowMs;
    const object = { provider, type, id, scope, account, region, attributes, createdAt };
    const references = table ? referencesIn(table.behaviour, attributes) : [];
    this.index.set({ ...object, references, names: [], owner: keyOf(owner) });
  }

  /** Objects of a type that came with another one. */
  ownedBy(owner: CloudObject, type: string): CloudObject[] {
    return this.index.ownedBy(keyOf(owner)).filter((object) => object.type === type);
  }

  /** Changes attributes of an object as a side effect of something else. */
  change(object: CloudObject, changes: Attributes): void {
    const stored = this.index.get(keyOf(object));
    if (stored) this.index.set({ ...stored, attributes: { ...stored.attributes, ...changes } });
  }

  /** Takes an object away as a side effect of something else. */
  discard(object: CloudObject): void {
    this.remove(object);
  }

  /** Everything that exists, in every account and region, also what came with something else. */
  everything(): IterableIterator<CloudObject> {
    return this.index.values();
  }

  /** Everything that exists and was asked for, in a stable order. */
  snapshot(): SnapshotEntry[] {
    return [...this.index.values()]
      .filter((object) => object.owner === undefined)
      .map(({ type, id, scope, attributes }) => ({ type, id, scope, attributes }))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  /** Puts an object in, or another version of it, with the references and names that its attributes make. */
  protected store(
    table: TypeTable,
    place: Pick<
      StoredObject,
      "provider" | "type" | "id" | "scope" | "account" | "region" | "createdAt" | "owner"
    >,
    attributes: Attributes,
  ): StoredObject {
    const key = keyOf(place);
    for (const held of this.index.get(key)?.names ?? []) this.names.release(held);
    const names = (table.behaviour.unique ?? []).flatMap((rule) => {
      const name = rule.key(attributes);
      return name === undefined ? [] : [{ space: this.nameSpace(place.type, place, rule.scope), name }];
    });
    const object: StoredObject = {
      ...place,
      attributes,
      references: referencesIn(table.behaviour, attributes),
      names,
    };
    for (const held of names) this.names.take(held, key);
    this.index.set(object);
    return object;
  }

  /** Objects that stand in the way of a deletion, each with the error code of the reference that says so. */
  protected blockers(object: StoredObject): { code: string; dependent: CloudObject }[] {
    const key = keyOf(object);
    const attributes = [...this.index.referencedAttributes(object.type)];
    return attributes.flatMap((attribute) =>
      this.index
        .referring(object.type, attribute, valueOf(object, attribute))
        .filter((other) => canSee(other, object) && other.owner !== key && keyOf(other) !== key)
        .flatMap((dependent) => {
          const blocking = dependent.references.find(
            (one) =>
              one.type === object.type && one.attribute === attribute && one.blocksDelete !== undefined,
          );
          return blocking?.blocksDelete === undefined ? [] : [{ code: blocking.blocksDelete, dependent }];
        }),
    );
  }

  /** Takes an object away, with everything that came with it. */
  protected remove(object: CloudObject): void {
    const key = keyOf(object);
    for (const owned of this.index.ownedBy(key)) this.remove(owned);
    for (const held of this.index.get(key)?.names ?? []) this.names.release(held);
    this.departed.add(object, this.clock.nowMs);
    this.index.delete(key);
  }
}

/** `aws` of `aws:111111111111:eu-west-1`. */
export function providerOf(object: Pick<CloudObject, "scope">): string {
  return object.scope.slice(0, object.scope.indexOf(":"));
}

/** The text by which others may name an object; empty, which names nothing, when the attribute is no text. */
function valueOf(object: CloudObject, attribute: string): string {
  const value = attribute === "id" ? object.id : object.attributes[attribute];
  return typeof value === "string" ? value : "";
}
