import type {
  Behaviour,
  CallContext,
  CallScope,
  CloudApi,
  CloudObject,
  Completion,
  DataSource,
  TypeTable,
} from "../behaviour";
import { type Attributes, UNKNOWN } from "../value";
import { checkNames, checkReferences } from "./admission";
import { ApiError } from "./api-error";
import { Capacity } from "./capacity";
import { Consistency } from "./consistency";
import { DelegationRegister } from "./delegation-register";
import { EventLog } from "./event-log";
import { Faults, type Operation } from "./faults";
import { IdentifierSource, knownContent } from "./identifier-source";
import { Inventory, providerOf } from "./inventory";
import { ImageStore } from "./image-store";
import { ObjectStore } from "./object-store";
import { PrincipalRegister } from "./principal-register";
import { Remains } from "./remains";
import { homeOf } from "./scope";
import { keyOf, objectKey, type StoredObject } from "./stored-object";

/** Digits of an identifier such as `vpc-0` and 16 more. */
const ID_HEX_DIGITS = 17;

/**
 * The simulated cloud: the one truth behind all providers of a rehearsal. It knows objects, names, references, time
 * and faults; what a type does is in the tables (app/simulator/aws). Every call is synchronous, so calls never mix.
 */
export class Cloud extends Inventory implements CloudApi {
  readonly faults: Faults;
  readonly events: EventLog;
  readonly consistency: Consistency;
  /** What is gone and still holds others. */
  readonly remains: Remains;
  /** What lies in the buckets. */
  readonly objectStore: ObjectStore;
  /** What lies in the repositories of the registry. */
  readonly imageStore: ImageStore;
  /** Users and roles that exist outside the estate. */
  readonly principals: PrincipalRegister;
  /** Machines that AWS can give at the moment. */
  readonly capacity: Capacity;
  /** Which name servers parent zones outside the estate name. */
  readonly delegations: DelegationRegister;
  /** Quotas that a scenario has set, by the service's code; all others are the service's defaults. */
  readonly quotas: Map<string, number>;
  /** Tables of the types that objects were made of; what drift needs. */
  readonly #tables: Map<string, TypeTable>;
  readonly #identifiers: IdentifierSource;

  /** @param original the cloud that this one begins as a copy of; without one it is empty */
  constructor(original?: Cloud) {
    super(original);
    this.faults = original?.faults.copy() ?? new Faults();
    this.events = original?.events.copy() ?? new EventLog();
    this.consistency = original?.consistency.copy() ?? new Consistency();
    this.remains = original?.remains.copy() ?? new Remains();
    this.objectStore = original?.objectStore.copy(this.clock) ?? new ObjectStore(this.clock);
    this.imageStore = original?.imageStore.copy(this.clock) ?? new ImageStore(this.clock);
    this.principals = original?.principals.copy() ?? new PrincipalRegister();
    this.capacity = original?.capacity.copy() ?? new Capacity();
    this.delegations = original?.delegations.copy() ?? new DelegationRegister();
    this.quotas = new Map(original?.quotas);
    this.#tables = new Map(original ? original.#tables : []);
    this.#identifiers = original ? original.#identifiers.copy() : new IdentifierSource();
  }

  /**
   * The same cloud at the same moment. From now on each goes its own way: nothing that happens in one is seen in the
   * other, and both give the same identifiers to the same new objects.
   */
  copy(): Cloud {
    return new Cloud(this);
  }

  context(scope: CallScope, attributes: Attributes): CallContext {
    const { provider, type, account, region, defaultTags } = scope;
    const home = homeOf(type, scope);
    const seed = () => `${home}|${type}|${knownContent(attributes)}`;
    const id = (prefix: string, hexDigits?: number) => {
      const digits = this.#identifiers.next(seed());
      return hexDigits === undefined
        ? `${prefix}0${digits.slice(1, ID_HEX_DIGITS)}`
        : `${prefix}${digits.slice(0, hexDigits)}`;
    };
    return { provider, type, account, region, defaultTags, cloud: this, scope: home, id };
  }

  create(table: TypeTable, planned: Attributes, context: CallContext, complete: Completion): CloudObject {
    return this.#logged("create", context, "", () => {
      const { behaviour } = table;
      const fault = this.faults.strike(context.type, "create", planned);
      const adopted = this.#stored(behaviour.adopt?.(planned, context));
      checkReferences(this, behaviour, planned, context);
      checkNames(this, behaviour, planned, context, adopted);
      behaviour.check?.(planned, context);
      const id = adopted?.id ?? behaviour.identity(planned, context);
      if (!adopted) this.#refuseExisting(context, id);

      const object = this.store(
        table,
        adopted ?? { ...pick(context), id, createdAt: this.clock.nowMs },
        this.#decide(behaviour, id, planned, context, complete, adopted?.attributes),
      );
      this.#tables.set(context.type, table);
      behaviour.created?.(object, context);
      if (fault)
        throw new ApiError(fault.code, fault.message, { statusCode: fault.statusCode, created: object });
      return this.index.get(keyOf(object)) ?? object;
    });
  }

  read(table: TypeTable, id: string, context: CallContext): CloudObject | undefined {
    const object = this.index.get(objectKey(context.scope, context.type, id));
    this.#strikeRead(context, object?.attributes ?? { id });
    if (!object || !table.behaviour.read) return object;
    const attributes = table.behaviour.read(object, context);
    return attributes && { ...object, attributes };
  }

  update(
    table: TypeTable,
    id: string,
    planned: Attributes,
    context: CallContext,
    complete: Completion,
  ): CloudObject {
    return this.#logged("update", context, id, () => {
      const { behaviour } = table;
      this.faults.strike(context.type, "update", planned);
      const before = this.index.get(objectKey(context.scope, context.type, id));
      if (!before) {
        throw new ApiError("ResourceNotFoundException", `${context.type} ${id} does not exist.`, {
          statusCode: 404,
        });
      }
      checkReferences(this, behaviour, planned, context, before.attributes);
      checkNames(this, behaviour, planned, context, before);
      behaviour.check?.(planned, context, before.attributes);
      const object = this.store(table, before, this.#decide(behaviour, id, planned, context, complete));
      behaviour.updated?.(object, context, before.attributes);
      return this.index.get(keyOf(object)) ?? object;
    });
  }

  delete(table: TypeTable, id: string, context: CallContext): void {
    this.#logged("delete", context, id, () => {
      const object = this.index.get(objectKey(context.scope, context.type, id));
      this.faults.strike(context.type, "delete", object?.attributes ?? { id });
      if (object) this.#delete(table.behaviour, object, context);
      return object;
    });
  }

  find(table: TypeTable, importId: string, context: CallContext): CloudObject | undefined {
    const wanted = table.behaviour.importId ? table.behaviour.importId(importId, context) : { id: importId };
    const [first, ...rest] = Object.entries(wanted ?? {});
    if (!first) return undefined;
    const found = this.findAllBy(context.type, first[0], String(first[1]))
      .filter((object) => object.scope === context.scope)
      .find((object) => rest.every(([name, value]) => object.attributes[name] === value));
    return found && this.read(table, found.id, context);
  }

  readDataSource(source: DataSource, config: Attributes, context: CallContext): Attributes {
    this.#strikeRead(context, config);
    return source.read(config, context);
  }

  wait(seconds: number): void {
    this.clock.waitSeconds(seconds);
  }

  /**
   * Puts in an object that terraform did not make: what a service or a person left, or what terraform was told to
   * forget. It holds its names as any other.
   */
  insert(
    table: TypeTable,
    object: Pick<CloudObject, "type" | "id" | "attributes">,
    place: Pick<CallContext, "provider" | "account" | "region">,
  ): CloudObject {
    const { type, id, attributes } = object;
    const { provider, account, region } = place;
    this.#tables.set(type, table);
    const scope = homeOf(type, place);
    return this.store(
      table,
      { provider, type, id, scope, account, region, createdAt: this.clock.nowMs },
      attributes,
    );
  }

  /**
   * Deletes an object as somebody at the console would, so that terraform finds drift.
   * @throws ApiError when AWS would refuse (dependents, protection)
   */
  deleteBehindTerraform(object: CloudObject): void {
    const { stored, table, context } = this.#fromOutside(object);
    this.#delete(table.behaviour, stored, context);
    this.events.add(this.#event("drift", context, stored.id));
  }

  /** Changes attributes of an object as somebody at the console would, so that terraform finds drift. */
  changeBehindTerraform(object: CloudObject, changes: Attributes): void {
    const { stored, table, context } = this.#fromOutside(object);
    const changed = this.store(table, stored, { ...stored.attributes, ...changes });
    table.behaviour.updated?.(changed, context, stored.attributes);
    this.events.add(this.#event("drift", context, stored.id));
  }

  #delete(behaviour: Behaviour, object: StoredObject, context: CallContext): void {
    behaviour.beforeDelete?.(object, context);
    const [blocker] = this.blockers(object);
    if (blocker) {
      const { code, dependent } = blocker;
      throw new ApiError(code, `${object.id} has a dependent object: ${dependent.type} ${dependent.id}`);
    }
    this.remove(object);
    behaviour.deleted?.(object, context);
  }

  #refuseExisting(context: CallContext, id: string): void {
    if (!this.index.get(objectKey(context.scope, context.type, id))) return;
    throw new ApiError("EntityAlreadyExists", `${context.type} ${id} exists already.`, { statusCode: 409 });
  }

  /**
   * Puts in what AWS decides, in the order of the table; then what an object that is taken over has already; then
   * what is left, by type.
   */
  #decide(
    behaviour: Behaviour,
    id: string,
    planned: Attributes,
    context: CallContext,
    complete: Completion,
    existing: Attributes = {},
  ): Attributes {
    const attributes: Attributes = "id" in planned ? { ...planned, id } : { ...planned };
    for (const [name, decide] of Object.entries(behaviour.computed ?? {})) {
      if (attributes[name] === UNKNOWN) attributes[name] = decide(attributes, context);
    }
    for (const [name, value] of Object.entries(existing)) {
      if (attributes[name] === UNKNOWN) attributes[name] = value;
    }
    return complete(attributes);
  }

  #stored(object: CloudObject | undefined): StoredObject | undefined {
    return object && this.index.get(keyOf(object));
  }

  #fromOutside(object: CloudObject): { stored: StoredObject; table: TypeTable; context: CallContext } {
    const stored = this.#stored(object);
    const table = this.#tables.get(object.type);
    if (!stored || !table)
      throw new Error(`There is no ${object.type} ${object.id} in ${object.scope} to disturb.`);
    const { type, account, region } = stored;
    const provider = providerOf(stored);
    return { stored, table, context: this.context({ provider, type, account, region, defaultTags: {} }, {}) };
  }

  #strikeRead(context: CallContext, attributes: Attributes): void {
    this.#logFailure("read", context, "", () => this.faults.strike(context.type, "read", attributes));
  }

  #logged<Result extends CloudObject | undefined>(
    operation: Operation,
    context: CallContext,
    id: string,
    perform: () => Result,
  ): Result {
    const result = this.#logFailure(operation, context, id, perform);
    this.events.add(this.#event(operation, context, result?.id ?? id));
    return result;
  }

  #logFailure<Result>(operation: Operation, context: CallContext, id: string, perform: () => Result): Result {
    try {
      return perform();
    } catch (error) {
      if (error instanceof ApiError) {
        const { code, message } = error;
        this.events.add({
          ...this.#event(operation, context, error.created?.id ?? id),
          error: { code, message },
        });
      }
      throw error;
    }
  }

  #event(operation: Operation | "drift", context: CallContext, id: string) {
    return { atMs: this.clock.nowMs, operation, type: context.type, id, scope: context.scope };
  }
}

/** Where a new object lives. */
function pick({ provider, type, scope, account, region }: CallContext) {
  return { provider, type, scope, account, region };
}
