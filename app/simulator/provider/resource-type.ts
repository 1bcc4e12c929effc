import type { CallContext, CloudApi, TypeTable } from "../behaviour";
import { completed } from "../planner/completion";
import { Planner } from "../planner/plan";
import { attributePathMessage } from "../protocol/attribute-path";
import { ValueCodec } from "../protocol/dynamic-value";
import type * as messages from "../protocol/messages";
import type { Schema } from "../schema/schema";
import { blockType } from "../schema/schema";
import { UNKNOWN, type Attributes, type Value } from "../value";
import { callDiagnostic, type FailedCall } from "./failures";
import { GivenUp, withRetries } from "./retry";
import type { Session } from "./session";

/** One resource type of a provider: Terraform's calls about its objects, answered by the cloud. */
export class ResourceType {
  private readonly codec: ValueCodec;
  private readonly planner: Planner;
  private readonly complete = (attributes: Attributes) => completed(this.schema.block, attributes);

  constructor(
    readonly provider: string,
    readonly name: string,
    readonly schema: Schema,
    private readonly table: TypeTable,
    private readonly cloud: CloudApi,
  ) {
    this.codec = new ValueCodec(blockType(schema.block));
    this.planner = new Planner(schema);
  }

  /** Upgrades by name: attributes that the schema no longer has are dropped, new ones are null. */
  upgrade({ raw_state: raw }: messages.UpgradeRequest): messages.UpgradeResponse {
    if (!raw?.json || raw.json.length === 0) {
      throw new Error(
        `The state of this ${this.name} was written by Terraform 0.11 or older; it cannot be read.`,
      );
    }
    return { upgraded_state: this.codec.encode(this.codec.decodeJson(raw.json)) };
  }

  read(request: messages.ReadRequest, session: Session): messages.ReadResponse {
    const current = asObject(this.codec.decode(request.current_state));
    if (current === null) return { new_state: this.codec.encode(null) };
    const context = this.context(session, current);
    const id = idOf(current);
    const { api } = this.table;
    try {
      const object = this.retrying(() => this.cloud.read(this.table, id, context));
      return { new_state: this.codec.encode(object?.attributes ?? null), private: request.private };
    } catch (error) {
      const diagnostics = this.diagnostics(error, {
        doing: "reading",
        operation: api.read,
        object: id,
        context,
      });
      return { new_state: request.current_state, private: request.private, diagnostics };
    }
  }

  plan(request: messages.PlanRequest, session: Session): messages.PlanResponse {
    const proposed = asObject(this.codec.decode(request.proposed_new_state));
    if (proposed === null)
      return { planned_state: this.codec.encode(null), planned_private: request.prior_private };
    const prior = asObject(this.codec.decode(request.prior_state));
    const config = asObject(this.codec.decode(request.config)) ?? {};
    const { behaviour } = this.table;
    const { planned, requiresReplace } = this.planner.plan({
      prior,
      proposed,
      config,
      defaultTags: session.defaultTags,
      recomputedBy: behaviour.recomputedBy,
      adjust: (attributes) => {
        if (this.provider === "aws" && attributes["region"] === UNKNOWN)
          attributes["region"] = session.region;
        behaviour.plan?.(attributes, prior, config, this.context(session, attributes));
      },
    });
    return {
      planned_state: this.codec.encode(planned),
      requires_replace: requiresReplace.map(attributePathMessage),
      planned_private: request.prior_private,
      legacy_type_system: this.schema.legacyTypeSystem,
    };
  }

  apply(request: messages.ApplyRequest, session: Session): messages.ApplyResponse {
    const prior = asObject(this.codec.decode(request.prior_state));
    const planned = asObject(this.codec.decode(request.planned_state));
    const common = { private: request.planned_private, legacy_type_system: this.schema.legacyTypeSystem };
    if (prior === null) return { ...common, ...this.create(planned ?? {}, session) };
    return {
      ...common,
      ...(planned === null ? this.delete(prior, session) : this.update(prior, planned, session)),
    };
  }

  /** An object that does not exist is answered by its id alone: Terraform's refresh then says that there is none. */
  import({ type_name, id }: messages.ImportRequest, session: Session): messages.ImportResponse {
    const context = this.context(session, { id });
    try {
      const object = this.retrying(() => this.cloud.find(this.table, id, context));
      const { importRefusal } = this.table.behaviour;
      if (!object && importRefusal !== undefined) {
        return { diagnostics: [{ severity: "ERROR", summary: importRefusal }] };
      }
      const state = this.codec.encode(object?.attributes ?? { id });
      return { imported_resources: [{ type_name, state }] };
    } catch (error) {
      const { read: operation } = this.table.api;
      return { diagnostics: this.diagnostics(error, { doing: "reading", operation, object: id, context }) };
    }
  }

  /** A failed create that left an object returns it with the error: Terraform marks it as tainted. */
  private create(planned: Attributes, session: Session): messages.ApplyResponse {
    const context = this.context(session, planned);
    try {
      const object = this.retrying(() => this.cloud.create(this.table, planned, context, this.complete));
      return { new_state: this.codec.encode(object.attributes) };
    } catch (error) {
      const left = error instanceof GivenUp ? error.error.created : undefined;
      const { create: operation } = this.table.api;
      const diagnostics = this.diagnostics(error, {
        doing: "creating",
        operation,
        object: this.table.api.called?.(planned) ?? nameOf(planned),
        context,
      });
      return { new_state: this.codec.encode(left?.attributes ?? null), diagnostics };
    }
  }

  /** A failed update returns the object as it was. */
  private update(prior: Attributes, planned: Attributes, session: Session): messages.ApplyResponse {
    const context = this.context(session, planned);
    const id = idOf(prior);
    try {
      const object = this.retrying(() => this.cloud.update(this.table, id, planned, context, this.complete));
      return { new_state: this.codec.encode(object.attributes) };
    } catch (error) {
      const operation = this.table.api.update ?? this.table.api.create;
      const diagnostics = this.diagnostics(error, { doing: "updating", operation, object: id, context });
      return { new_state: this.codec.encode(prior), diagnostics };
    }
  }

  private delete(prior: Attributes, session: Session): messages.ApplyResponse {
    const context = this.context(session, prior);
    const id = idOf(prior);
    try {
      this.retrying(() => this.cloud.delete(this.table, id, context));
      return { new_state: this.codec.encode(null) };
    } catch (error) {
      const { delete: operation } = this.table.api;
      const diagnostics = this.diagnostics(error, { doing: "deleting", operation, object: id, context });
      return { new_state: this.codec.encode(prior), diagnostics };
    }
  }

  private context(session: Session, attributes: Attributes): CallContext {
    const { account, defaultTags } = session;
    const own = attributes["region"];
    const region = this.provider === "aws" && typeof own === "string" && own !== "" ? own : session.region;
    return this.cloud.context(
      { provider: this.provider, type: this.name, account, region, defaultTags },
      attributes,
    );
  }

  private retrying<Result>(call: () => Result): Result {
    return withRetries(call, (seconds) => this.cloud.wait(seconds));
  }

  private diagnostics(error: unknown, call: Omit<FailedCall, "api">): messages.Diagnostic[] {
    if (!(error instanceof GivenUp)) throw error;
    return [callDiagnostic(error.error, { ...call, api: this.table.api, attempts: error.attempts })];
  }
}

const asObject = (value: Value): Attributes | null => value as Attributes | null;

const idOf = (attributes: Attributes): string =>
  typeof attributes["id"] === "string" ? attributes["id"] : "";

/** The name by which the provider's errors call an object that has no id yet. */
function nameOf(attributes: Attributes): string | undefined {
  return ["name", "bucket"]
    .map((key) => attributes[key])
    .find((value): value is string => typeof value === "string");
}
