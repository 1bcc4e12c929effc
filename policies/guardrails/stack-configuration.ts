import { isObject } from "../../app/terraform/json";
import type { Suppression } from "./suppression";

/** Terraform's JSON configuration syntax as cdktf writes it (`cdk.tf.json`). */
export type TerraformJson = Readonly<Record<string, unknown>>;

export type Tier = "development" | "staging" | "production";

/** One resource block. Attributes keep Terraform's names; references are still expressions such as `${aws_vpc.main.id}`. */
export interface TerraformResource {
  readonly type: string;
  readonly name: string;
  /** "aws_s3_bucket.state" */
  readonly address: string;
  readonly attributes: TerraformJson;
  readonly suppressions: readonly Suppression[];
}

/** The resources of one stack, found by type and by what they refer to. */
export class StackConfiguration {
  readonly resources: readonly TerraformResource[];
  /** Resources that an output of the stack names. */
  readonly exportedAddresses: ReadonlySet<string>;
  private readonly byAddress = new Map<string, TerraformResource>();
  private users: ReadonlyMap<string, readonly TerraformResource[]> | undefined;
  private readonly byType = new Map<string, TerraformResource[]>();

  constructor(
    readonly stackName: string,
    configuration: TerraformJson,
    /** Tier of the environment that the stack belongs to; undefined for a stack of the account. */
    readonly tier?: Tier,
  ) {
    this.resources = readResources(configuration);
    this.exportedAddresses = referencedAddresses(configuration.output);
    for (const resource of this.resources) {
      this.byAddress.set(resource.address, resource);
      const sameType = this.byType.get(resource.type);
      if (sameType === undefined) this.byType.set(resource.type, [resource]);
      else sameType.push(resource);
    }
  }

  ofType(...types: readonly string[]): TerraformResource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The other resources that refer to one, anywhere in their arguments. */
  usersOf(subject: TerraformResource): readonly TerraformResource[] {
    this.users ??= readUsers(this.resources);
    return this.users.get(subject.address) ?? [];
  }

  /** The resource that an expression points at, when it is in this stack: `${aws_kms_key.logs.arn}`. */
  referenced(value: unknown): TerraformResource | undefined {
    const address = referencedAddress(value);
    if (address === undefined) return undefined;
    return this.byAddress.get(address);
  }

  /**
   * The resources of `type` whose `attribute` names the subject: by a reference, or by the subject's own literal
   * name where both say it.
   */
  companions(subject: TerraformResource, type: string, attribute: string): TerraformResource[] {
    return this.ofType(type).filter((candidate) => {
      const value = candidate.attributes[attribute];
      if (referencedAddress(value) === subject.address) return true;
      return typeof value === "string" && value !== "" && value === subject.attributes[attribute];
    });
  }
}

/** Whether the value is an expression that only Terraform can evaluate. */
export function isExpression(value: unknown): value is string {
  return typeof value === "string" && value.includes("${");
}

/** "aws_kms_key.logs" for `${aws_kms_key.logs.arn}`; undefined for literals and for data sources. */
export function referencedAddress(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const match = /\$\{([a-z][a-z0-9_]*)\.([A-Za-z0-9_-]+)[.[}]/.exec(value);
  return match === null ? undefined : `${match[1]}.${match[2]}`;
}

/** Addresses of every resource that a value refers to, however deep. */
export function referencedAddresses(value: unknown, found = new Set<string>()): Set<string> {
  if (isExpression(value)) {
    // `data.` and `module.` come with a dot before the type, which the look-behind refuses.
    for (const match of value.matchAll(/(?<![\w.-])([a-z][a-z0-9_]*)\.([A-Za-z0-9_-]+)(?=[.[}])/g)) {
      found.add(`${match[1]}.${match[2]}`);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const child of Object.values(value)) referencedAddresses(child, found);
  }
  return found;
}

/** The nested blocks under `name`, whether written as one object, as a list or as a `dynamic` block's content. */
export function blocks(parent: unknown, name: string): TerraformJson[] {
  if (!isObject(parent)) return [];
  const dynamic = isObject(parent.dynamic) ? asObjects(parent.dynamic[name]) : [];
  return [...asObjects(parent[name]), ...dynamic.flatMap((block) => asObjects(block.content))];
}

/** A list attribute, also where a single value stands for it. */
export function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function asObjects(value: unknown): TerraformJson[] {
  return list(value).filter(isObject);
}

function readResources(configuration: TerraformJson): TerraformResource[] {
  const resources: TerraformResource[] = [];
  if (!isObject(configuration.resource)) return resources;
  for (const [type, named] of Object.entries(configuration.resource)) {
    if (!isObject(named)) continue;
    for (const [name, attributes] of Object.entries(named)) {
      if (!isObject(attributes)) continue;
      const suppressions = suppressionsIn(attributes);
      resources.push({ type, name, address: `${type}.${name}`, attributes, suppressions });
    }
  }
  return resources;
}

function readUsers(resources: readonly TerraformResource[]): Map<string, TerraformResource[]> {
  const users = new Map<string, TerraformResource[]>();
  for (const user of resources) {
    for (const address of referencedAddresses(user.attributes)) {
      if (address === user.address) continue;
      const sameAddress = users.get(address);
      if (sameAddress === undefined) users.set(address, [user]);
      else sameAddress.push(user);
    }
  }
  return users;
}

function suppressionsIn(attributes: TerraformJson): Suppression[] {
  const comment = attributes["//"];
  if (!isObject(comment)) return [];
  return asObjects(comment.suppressions).map(({ rule, reason, at }) => ({
    rule: String(rule),
    reason: String(reason),
    at: String(at),
  }));
}
