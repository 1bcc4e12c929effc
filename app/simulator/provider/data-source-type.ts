import type { CloudApi, DataSource } from "../behaviour";
import { completed } from "../planner/completion";
import { ValueCodec } from "../protocol/dynamic-value";
import type * as messages from "../protocol/messages";
import type { Schema } from "../schema/schema";
import { blockType } from "../schema/schema";
import type { Attributes } from "../value";
import { callDiagnostic } from "./failures";
import { GivenUp, withRetries } from "./retry";
import type { Session } from "./session";

/** One data source of a provider. */
export class DataSourceType {
  private readonly codec: ValueCodec;

  constructor(
    readonly provider: string,
    readonly name: string,
    readonly schema: Schema,
    private readonly source: DataSource,
    private readonly cloud: CloudApi,
  ) {
    this.codec = new ValueCodec(blockType(schema.block));
  }

  read(request: messages.ReadDataSourceRequest, session: Session): messages.ReadDataSourceResponse {
    const config = this.codec.decode(request.config) as Attributes;
    const { account, region, defaultTags } = session;
    const own = config["region"];
    const scope = {
      provider: this.provider,
      type: this.name,
      account,
      region: this.provider === "aws" && typeof own === "string" && own !== "" ? own : region,
      defaultTags,
    };
    const context = this.cloud.context(scope, config);
    try {
      const found = withRetries(
        () => this.cloud.readDataSource(this.source, config, context),
        (seconds) => this.cloud.wait(seconds),
      );
      const regional: Attributes =
        this.provider === "aws" && "region" in config ? { region: scope.region } : {};
      return { state: this.codec.encode(completed(this.schema.block, { ...config, ...regional, ...found })) };
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
      const { api } = this.source;
      const call = { doing: "reading", api, operation: api.read, context, attempts: error.attempts };
      return { diagnostics: [callDiagnostic(error.error, call)] };
    }
  }
}
