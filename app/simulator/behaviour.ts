import type { Cloud } from "./cloud/cloud";
import type { Attributes, Value } from "./value";

/**
 * The contract between the providers (schema, planning, the plugin protocol) and the cloud behind them (objects and
 * what their services do). A service's tables (app/simulator/aws/SERVICE.ts) are written against this file alone.
 */

/**
 * What a binding does not say about an attribute or block, and Terraform must know. Checked against the real
 * provider's schema by tests/app/simulator/schema.
 */
export interface AttributeFacts {
  /** A change replaces the object ("forces replacement"). */
  readonly forceNew?: boolean;
  /** Optional and computed: left out, AWS decides and the plan says "known after apply". Also for blocks. */
  readonly computed?: boolean;
  /**
   * Value when left out. On the new plugin framework the wire schema then says optional and computed; on the old SDK
   * (see `legacyTypeSystem`) it says optional alone.
   */
  readonly default?: Value;
  readonly sensitive?: boolean;
  /** Never in plan or state (`*_wo`). */
  readonly writeOnly?: boolean;
  /** Blocks only. */
  readonly minItems?: number;
  readonly maxItems?: number;
  /**
   * Two texts that mean the same to the service (JSON documents, ARNs of the same thing): the plan then keeps the
   * prior one, as the provider's diff suppression does.
   */
  readonly equivalent?: (planned: string, prior: string) => boolean;
}

/** Paths of attributes or blocks without indices: `"bucket"`, `"rule.expiration.days"`. */
export type Facts = Readonly<Record<string, AttributeFacts>>;

/** How the provider names the calls of a type in its errors: "creating EC2 VPC: operation error EC2: CreateVpc, …". */
export interface ApiNames {
  /** Service as the SDK writes it: `"EC2"`, `"S3"`, `"IAM"`, `"KMS"`. */
  readonly service: string;
  /** The object in the provider's words: `"EC2 VPC"`, `"IAM Role"`. */
  readonly noun: string;
  readonly create: string;
  readonly read: string;
  readonly update?: string;
  readonly delete: string;
  /**
   * What its errors call an object that has no id yet, where that is made of several arguments.
   * @default `name` or `bucket`
   */
  called?(attributes: Attributes): string | undefined;
}

export interface TypeTable {
  /** Schema version of the type in the real provider; default 0. */
  readonly version?: number;
  readonly facts: Facts;
  /**
   * The real provider builds this type on the old SDK (version 2): Terraform then tolerates a planned value that
   * differs from the configuration. Default: told by the binding (the old SDK alone makes `id` an argument), which
   * is right for every type seen so far; state it only where it is not.
   */
  readonly legacyTypeSystem?: boolean;
  readonly api: ApiNames;
  readonly behaviour: Behaviour;
}

export interface DataSource {
  readonly version?: number;
  readonly facts?: Facts;
  readonly api: Pick<ApiNames, "service" | "noun" | "read">;
  /**
   * Attributes found for a configuration; those that the result leaves out keep the configured value, or null.
   * @throws ApiError when nothing, or more than one, is found
   */
  read(config: Attributes, context: CallContext): Attributes;
}

/** What one service's file exports. */
export interface ServiceTables {
  readonly resources: Readonly<Record<string, TypeTable>>;
  readonly dataSources: Readonly<Record<string, DataSource>>;
}

export interface CloudObject {
  /** Terraform type: `"aws_vpc"`. */
  readonly type: string;
  /** Terraform id, unique in scope and type. */
  readonly id: string;
  /** Where the id lives: `"aws:111111111111:eu-west-1"`. */
  readonly scope: string;
  readonly account: string;
  readonly region: string;
  /** Complete and known; what a refresh reads. */
  attributes: Attributes;
  /** Milliseconds since 1970 of the simulated clock. */
  readonly createdAt: number;
}

/** One call of a provider: on whose behalf and where. */
export interface CallContext {
  readonly cloud: Cloud;
  /** `"aws"`, `"kubernetes"`, `"vault"`. */
  readonly provider: string;
  readonly type: string;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly scope: string;
  readonly defaultTags: Readonly<Record<string, string>>;
  /**
   * A new id: `id("vpc-")` is `"vpc-0"` and 16 more hexadecimal digits. Deterministic: derived from scope, type, the
   * known attributes of the object and how often the same ones were asked for, never from the order of calls.
   */
  id(prefix: string, hexDigits?: number): string;
}

export interface CallScope {
  readonly provider: string;
  readonly type: string;
  readonly account: string;
  readonly region: string;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** A value of one object that must name another object which exists. */
export interface Reference {
  /** Path without indices; every value under it is checked; empty text and null are not references. */
  readonly path: string;
  /** Type of the object that is named. */
  readonly type: string;
  /** Attribute of the named object which holds the value: `"id"`, `"arn"`, `"name"`. */
  readonly attribute: string;
  /** AWS's error code when it does not exist: `"InvalidVpcID.NotFound"`. */
  readonly missing: string;
  /** AWS's sentence with that code, `{}` for the value. @default the one that is common for the code */
  readonly sentence?: string;
  /** AWS's error code when the named object is deleted first: `"DependencyViolation"`; absent: AWS lets it go. */
  readonly blocksDelete?: string;
}

export interface UniqueKey {
  /** The text that must be unique; undefined: this object does not take part. */
  key(attributes: Attributes): string | undefined;
  readonly code: string;
  /** HTTP status of the refusal. @default 400 */
  readonly statusCode?: number;
  message(attributes: Attributes): string;
  readonly scope: "global" | "account" | "region";
}

export interface Recomputation {
  /** Arguments whose change makes AWS decide again; `"any"`: every update does. */
  readonly when: readonly string[] | "any";
  /** Top-level attributes that an update's plan shows as "known after apply". */
  readonly attributes: readonly string[];
}

/**
 * What AWS does with objects of a type. Every function gets attributes by Terraform's names; all may throw ApiError.
 * Order at create: faults, adopt, references, unique, check, identity, computed, (the rest is filled in), created.
 */
export interface Behaviour {
  /** The Terraform id of a new object. Attributes may still hold UNKNOWN where AWS decides. */
  identity(attributes: Attributes, context: CallContext): string;
  /**
   * Attributes that AWS decides, by path (`"arn"`, `"ebs_block_device.volume_id"` is not possible: top level only);
   * asked in the order of the table for those that are UNKNOWN at create, or at update after a recomputation. `id`
   * and what earlier functions decided is in `attributes` by then. What no function decides is filled in by type:
   * null for texts and numbers, false, empty collections.
   */
  readonly computed?: Readonly<Record<string, (attributes: Attributes, context: CallContext) => Value>>;
  readonly recomputedBy?: readonly Recomputation[];
  readonly references?: readonly Reference[];
  readonly unique?: readonly UniqueKey[];
  /** What AWS refuses: CIDR containment and overlap, malformed policies, limits. `prior` is set at update. */
  check?(attributes: Attributes, context: CallContext, prior?: Attributes): void;
  /** Side effects: tombstones, objects that AWS makes along with this one. */
  created?(object: CloudObject, context: CallContext): void;
  updated?(object: CloudObject, context: CallContext, prior: Attributes): void;
  /** Refuses a deletion (not empty, protected). */
  beforeDelete?(object: CloudObject, context: CallContext): void;
  deleted?(object: CloudObject, context: CallContext): void;
  /**
   * Singletons that exist already (default security group, settings of an account): "create" takes this object over
   * and writes the planned attributes into it.
   */
  adopt?(attributes: Attributes, context: CallContext): CloudObject | undefined;
  /**
   * Attributes as a refresh shows them, when other objects or time shape them; undefined: the provider takes it for
   * gone. Default: those of the object.
   */
  read?(object: CloudObject, context: CallContext): Attributes | undefined;
  /**
   * Attributes that an object must have to be the one which `terraform import ADDRESS ID` means; undefined: the id is
   * malformed. Default: the Terraform id itself.
   */
  importId?(id: string, context: CallContext): Attributes | undefined;
  /**
   * What the provider's importer says of an id that nothing has, when it looks for the object by itself. Default: it
   * leaves that to Terraform ("Cannot import non-existent remote object").
   */
  readonly importRefusal?: string;
  /**
   * Last word on a plan, as the provider's CustomizeDiff: may change `planned` in place (only attributes that are
   * computed and not configured). `prior` is null at create.
   */
  plan?(planned: Attributes, prior: Attributes | null, config: Attributes, context: CallContext): void;
}

/** Fills in what is UNKNOWN still, by the type of each attribute, so that the result is wholly known. */
export type Completion = (attributes: Attributes) => Attributes;

/**
 * What a provider asks of the cloud; `Cloud` (app/simulator/cloud/cloud.ts) implements it. Every call takes faults
 * into account, writes the event log, and throws `ApiError` (app/simulator/cloud/api-error.ts):
 *
 * - `code`, `message`, `statusCode` (default 400);
 * - `retryable`: the provider calls again after waiting in simulated time;
 * - `created`: the object that exists although the call failed (Terraform taints it).
 */
export interface CloudApi {
  /** Context of one call; `attributes` (known ones) seed its ids. */
  context(scope: CallScope, attributes: Attributes): CallContext;
  create(table: TypeTable, planned: Attributes, context: CallContext, complete: Completion): CloudObject;
  /** @returns undefined when the object is gone (or not visible yet) */
  read(table: TypeTable, id: string, context: CallContext): CloudObject | undefined;
  /** @throws ApiError also when the object is gone */
  update(
    table: TypeTable,
    id: string,
    planned: Attributes,
    context: CallContext,
    complete: Completion,
  ): CloudObject;
  /** Deleting what is gone already succeeds. */
  delete(table: TypeTable, id: string, context: CallContext): void;
  /** The object that an import id means; undefined: none. */
  find(table: TypeTable, importId: string, context: CallContext): CloudObject | undefined;
  readDataSource(source: DataSource, config: Attributes, context: CallContext): Attributes;
  /** Advances the simulated clock. */
  wait(seconds: number): void;
}
