import { awsTables } from "../../../../app/simulator/aws/tables";
import type { CloudObject, TypeTable } from "../../../../app/simulator/behaviour";
import { ApiError } from "../../../../app/simulator/cloud/api-error";
import { Cloud } from "../../../../app/simulator/cloud/cloud";
import { type Attributes, UNKNOWN, type Value } from "../../../../app/simulator/value";

/** One account and region of a simulated cloud, in which a test makes things as a provider would. */
export class AwsAccount {
  constructor(
    readonly cloud: Cloud = new Cloud(),
    readonly account = "111111111111",
    readonly region = "eu-west-1",
  ) {}

  elsewhere({
    account = this.account,
    region = this.region,
  }: {
    account?: string;
    region?: string;
  }): AwsAccount {
    return new AwsAccount(this.cloud, account, region);
  }

  create(type: string, configured: Attributes = {}): CloudObject {
    const table = tableOf(type);
    const planned = plan(table, configured);
    return this.cloud.create(table, planned, this.context(type, planned), known);
  }

  update(object: CloudObject, changes: Attributes): CloudObject {
    const table = tableOf(object.type);
    const planned = { ...object.attributes, ...changes };
    for (const { when, attributes } of table.behaviour.recomputedBy ?? []) {
      if (when !== "any" && !when.some((name) => name in changes)) continue;
      for (const name of attributes) if (!(name in changes)) planned[name] = UNKNOWN;
    }
    return this.cloud.update(table, object.id, planned, this.context(object.type, planned), known);
  }

  delete(object: CloudObject): void {
    this.cloud.delete(tableOf(object.type), object.id, this.context(object.type, object.attributes));
  }

  /** What a refresh sees. */
  read(object: CloudObject): Attributes | undefined {
    const context = this.context(object.type, object.attributes);
    return this.cloud.read(tableOf(object.type), object.id, context)?.attributes;
  }

  import(type: string, id: string): CloudObject | undefined {
    return this.cloud.find(tableOf(type), id, this.context(type, {}));
  }

  data(type: string, config: Attributes = {}): Attributes {
    const source = awsTables.dataSources[type];
    if (!source) throw new Error(`no data source ${type}`);
    return this.cloud.readDataSource(source, config, this.context(type, config));
  }

  /** Lets what was just created become visible to every service. */
  settle(): this {
    this.cloud.clock.advanceSeconds(60);
    return this;
  }

  private context(type: string, attributes: Attributes) {
    const { account, region } = this;
    return this.cloud.context({ provider: "aws", type, account, region, defaultTags: {} }, attributes);
  }
}

function tableOf(type: string): TypeTable {
  const table = awsTables.resources[type];
  if (!table) throw new Error(`no type ${type}`);
  return table;
}

/** What the planner sends: defaults filled in, what AWS decides unknown. */
function plan({ facts, behaviour }: TypeTable, configured: Attributes): Attributes {
  const planned: Attributes = { id: UNKNOWN };
  for (const name of Object.keys(behaviour.computed ?? {})) planned[name] = UNKNOWN;
  for (const [path, fact] of Object.entries(facts)) {
    if (path.includes(".")) continue;
    if (fact.default !== undefined) planned[path] = fact.default;
    else if (fact.computed) planned[path] = UNKNOWN;
  }
  return { ...planned, ...configured };
}

function known(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, without(value)]));
}

function without(value: Value): Value {
  return value === UNKNOWN ? null : value;
}

/** The code and the sentence with which a call is refused; undefined when it is not. */
export function refusal(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** A policy with one statement. */
export function policy(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** A trust policy for a service. */
export function trust(service: string): string {
  return policy({ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" });
}
