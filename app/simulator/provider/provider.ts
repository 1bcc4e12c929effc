import type { CloudApi, ServiceTables } from "../behaviour";
import { ValueCodec } from "../protocol/dynamic-value";
import type * as messages from "../protocol/messages";
import { schemaMessage } from "../protocol/schema-message";
import { SchemaLibrary } from "../schema/library";
import type { Schema } from "../schema/schema";
import { blockType } from "../schema/schema";
import type { Attributes } from "../value";
import { DataSourceType } from "./data-source-type";
import { ResourceType } from "./resource-type";
import type { Session, SessionReader } from "./session";

export interface ProviderDefinition {
  /** `"aws"`, `"kubernetes"`, `"vault"`: also the name of the binding and the last part of the registry's address. */
  readonly name: string;
  readonly tables: ServiceTables;
  /** Where a missing type is to be added, for messages: `"app/simulator/aws"`. */
  readonly tablesFolder: string;
  readonly session: SessionReader;
}

/** Types that the provider offers beside those of its tables, so that their use is answered with what to do. */
export interface TypesInUse {
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
}

/**
 * One provider as Terraform sees it, apart from the wire: every call takes a message and returns one. Instances
 * (aliases) share it and are told apart by the connection that they call on.
 */
export class SimulatedProvider {
  readonly name: string;
  private readonly configuration: { schema: Schema; codec: ValueCodec };
  private readonly resources = new Map<string, ResourceType>();
  private readonly dataSources = new Map<string, DataSourceType>();
  /** Schemas of types that have no behaviour yet, by message map. */
  private readonly unsupported = {
    resources: new Map<string, Schema>(),
    dataSources: new Map<string, Schema>(),
  };
  /** By connection; Terraform opens one for each instance and configures it before it asks for anything else. */
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly definition: ProviderDefinition,
    cloud: CloudApi,
    typesInUse: TypesInUse = { resources: [], dataSources: [] },
  ) {
    const { name, tables } = definition;
    this.name = name;
    const library = new SchemaLibrary(name);
    const schema = library.providerConfiguration();
    this.configuration = { schema, codec: new ValueCodec(blockType(schema.block)) };
    for (const [type, table] of Object.entries(tables.resources)) {
      this.resources.set(type, new ResourceType(name, type, library.resource(type, table), table, cloud));
    }
    for (const [type, source] of Object.entries(tables.dataSources)) {
      const sourceSchema = library.dataSource(type, source);
      this.dataSources.set(type, new DataSourceType(name, type, sourceSchema, source, cloud));
    }
    for (const type of typesInUse.resources) {
      if (!this.resources.has(type)) this.unsupported.resources.set(type, library.resource(type));
    }
    for (const type of typesInUse.dataSources) {
      if (!this.dataSources.has(type)) this.unsupported.dataSources.set(type, library.dataSource(type));
    }
  }

  getSchema(): object {
    const schemas = (
      supported: ReadonlyMap<string, { schema: Schema }>,
      others: ReadonlyMap<string, Schema>,
    ) =>
      Object.fromEntries([
        ...[...supported].map(([type, { schema }]) => [type, schemaMessage(schema)]),
        ...[...others].map(([type, schema]) => [type, schemaMessage(schema)]),
      ]);
    return {
      provider: schemaMessage(this.configuration.schema),
      resource_schemas: schemas(this.resources, this.unsupported.resources),
      data_source_schemas: schemas(this.dataSources, this.unsupported.dataSources),
      server_capabilities: {
        plan_destroy: true,
        get_provider_schema_optional: true,
        move_resource_state: false,
      },
    };
  }

  /** @param connection tells instances (aliases) of the provider apart */
  configure({ config }: messages.ConfigRequest, connection: string): messages.DiagnosticsResponse {
    const session = this.definition.session(this.configuration.codec.decode(config) as Attributes);
    this.sessions.set(connection, session);
    return {};
  }

  validateResource({ type_name }: messages.ValidateTypeRequest): messages.DiagnosticsResponse {
    this.resource(type_name);
    return {};
  }

  validateDataSource({ type_name }: messages.ValidateTypeRequest): messages.DiagnosticsResponse {
    this.dataSource(type_name);
    return {};
  }

  upgradeState(request: messages.UpgradeRequest): messages.UpgradeResponse {
    return this.resource(request.type_name).upgrade(request);
  }

  readResource(request: messages.ReadRequest, connection: string): messages.ReadResponse {
    return this.resource(request.type_name).read(request, this.session(connection));
  }

  planChange(request: messages.PlanRequest, connection: string): messages.PlanResponse {
    return this.resource(request.type_name).plan(request, this.session(connection));
  }

  applyChange(request: messages.ApplyRequest, connection: string): messages.ApplyResponse {
    return this.resource(request.type_name).apply(request, this.session(connection));
  }

  importState(request: messages.ImportRequest, connection: string): messages.ImportResponse {
    return this.resource(request.type_name).import(request, this.session(connection));
  }

  readDataSource(
    request: messages.ReadDataSourceRequest,
    connection: string,
  ): messages.ReadDataSourceResponse {
    return this.dataSource(request.type_name).read(request, this.session(connection));
  }

  private resource(type: string): ResourceType {
    const found = this.resources.get(type);
    if (!found) throw this.notSimulated("resource type", type, "resources");
    return found;
  }

  private dataSource(type: string): DataSourceType {
    const found = this.dataSources.get(type);
    if (!found) throw this.notSimulated("data source", type, "dataSources");
    return found;
  }

  private notSimulated(kind: string, type: string, table: string): Error {
    return new Error(
      `The simulated cloud has no behaviour for the ${kind} ${type}. Add it to the ${table} of its service's file in ` +
        `${this.definition.tablesFolder}/.`,
    );
  }

  private session(connection: string): Session {
    const session = this.sessions.get(connection);
    if (!session) throw new Error(`The ${this.name} provider was called before it was configured.`);
    return session;
  }
}
