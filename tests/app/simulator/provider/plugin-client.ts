import * as grpc from "@grpc/grpc-js";

import { ValueCodec } from "../../../../app/simulator/protocol/dynamic-value";
import type * as messages from "../../../../app/simulator/protocol/messages";
import { providerService } from "../../../../app/simulator/protocol/plugin-protocol";
import type { Schema } from "../../../../app/simulator/schema/schema";
import { blockType } from "../../../../app/simulator/schema/schema";
import type { Attributes } from "../../../../app/simulator/value";

type Call = (request: object, answer: (error: Error | null, response: unknown) => void) => void;

/** A provider's client as Terraform's core is one: a connection of its own over the plugin protocol. */
export class PluginClient {
  private readonly client: grpc.Client & Record<string, unknown>;

  constructor(
    address: string,
    private readonly schemas: { provider: Schema; types: Readonly<Record<string, Schema>> },
  ) {
    const Client = grpc.makeGenericClientConstructor(providerService, "Provider");
    // Without this, clients of one process share one connection; Terraform opens one for each provider instance.
    const options = { "grpc.use_local_subchannel_pool": 1 };
    this.client = new Client(address, grpc.credentials.createInsecure(), options) as typeof this.client;
  }

  call<Response>(method: string, request: object = {}): Promise<Response> {
    return new Promise((resolve, reject) => {
      (this.client[method] as Call).call(this.client, request, (error, response) => {
        if (error) reject(error);
        else resolve(response as Response);
      });
    });
  }

  configure(config: Attributes): Promise<messages.DiagnosticsResponse> {
    const blocks = Object.fromEntries(
      Object.keys(this.schemas.provider.block.blocks).map((name) => [name, []]),
    );
    const codec = new ValueCodec(blockType(this.schemas.provider.block));
    return this.call("Configure", { config: codec.encode({ ...blocks, ...config }) });
  }

  /** Plans and applies the creation of an object. */
  async create(
    type: string,
    config: Attributes,
  ): Promise<{ state: Attributes | null; diagnostics: readonly messages.Diagnostic[] }> {
    return this.change(type, null, config);
  }

  /** Plans and applies a change as Terraform's core does; a null configuration deletes. */
  async change(type: string, prior: Attributes | null, config: Attributes | null) {
    const codec = this.codec(type);
    const plan = await this.plan(type, prior, config);
    const applied = await this.call<messages.ApplyResponse>("ApplyResourceChange", {
      type_name: type,
      prior_state: codec.encode(prior),
      planned_state: plan.planned_state,
      config: codec.encode(config),
    });
    return {
      state: codec.decode(applied.new_state) as Attributes | null,
      diagnostics: [...(plan.diagnostics ?? []), ...(applied.diagnostics ?? [])],
    };
  }

  async plan(
    type: string,
    prior: Attributes | null,
    config: Attributes | null,
  ): Promise<messages.PlanResponse> {
    const codec = this.codec(type);
    const merged: Attributes | null = config && { ...config };
    for (const [name, { computed }] of Object.entries(this.schema(type).block.attributes)) {
      if (merged && computed) merged[name] ??= prior?.[name] ?? null;
    }
    return this.call("PlanResourceChange", {
      type_name: type,
      prior_state: codec.encode(prior),
      proposed_new_state: codec.encode(merged),
      config: codec.encode(config),
    });
  }

  async refresh(type: string, state: Attributes) {
    const codec = this.codec(type);
    const request = { type_name: type, current_state: codec.encode(state) };
    const { new_state, diagnostics = [] } = await this.call<messages.ReadResponse>("ReadResource", request);
    return { state: codec.decode(new_state) as Attributes | null, diagnostics };
  }

  codec(type: string): ValueCodec {
    return new ValueCodec(blockType(this.schema(type).block));
  }

  close(): void {
    this.client.close();
  }

  private schema(type: string): Schema {
    const schema = this.schemas.types[type];
    if (!schema) throw new Error(`The client was given no schema of ${type}.`);
    return schema;
  }
}
