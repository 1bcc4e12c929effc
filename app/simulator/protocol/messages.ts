import type { AttributePathMessage } from "./attribute-path";
import type { DynamicValue } from "./dynamic-value";

/** Messages of tfplugin5 as @grpc/proto-loader gives and takes them, names as in the protocol. */

export interface Diagnostic {
  readonly severity: "ERROR" | "WARNING";
  readonly summary: string;
  readonly detail?: string;
  readonly attribute?: AttributePathMessage;
}

interface Diagnosed {
  readonly diagnostics?: readonly Diagnostic[];
}

export interface ConfigRequest {
  readonly config: DynamicValue;
}
export interface PrepareResponse extends Diagnosed {
  readonly prepared_config?: DynamicValue;
}
export interface ValidateTypeRequest {
  readonly type_name: string;
  readonly config: DynamicValue;
}
export type DiagnosticsResponse = Diagnosed;

export interface UpgradeRequest {
  readonly type_name: string;
  readonly version: number;
  readonly raw_state?: { readonly json?: Uint8Array; readonly flatmap?: Record<string, string> };
}
export interface UpgradeResponse extends Diagnosed {
  readonly upgraded_state?: DynamicValue;
}

export interface ReadRequest {
  readonly type_name: string;
  readonly current_state: DynamicValue;
  readonly private?: Uint8Array;
}
export interface ReadResponse extends Diagnosed {
  readonly new_state?: DynamicValue;
  readonly private?: Uint8Array;
}

export interface PlanRequest {
  readonly type_name: string;
  readonly prior_state: DynamicValue;
  readonly proposed_new_state: DynamicValue;
  readonly config: DynamicValue;
  readonly prior_private?: Uint8Array;
}
export interface PlanResponse extends Diagnosed {
  readonly planned_state?: DynamicValue;
  readonly requires_replace?: readonly AttributePathMessage[];
  readonly planned_private?: Uint8Array;
  readonly legacy_type_system?: boolean;
}

export interface ApplyRequest {
  readonly type_name: string;
  readonly prior_state: DynamicValue;
  readonly planned_state: DynamicValue;
  readonly config: DynamicValue;
  readonly planned_private?: Uint8Array;
}
export interface ApplyResponse extends Diagnosed {
  readonly new_state?: DynamicValue;
  readonly private?: Uint8Array;
  readonly legacy_type_system?: boolean;
}

export interface ImportRequest {
  readonly type_name: string;
  readonly id: string;
}
export interface ImportResponse extends Diagnosed {
  readonly imported_resources?: readonly { type_name: string; state: DynamicValue; private?: Uint8Array }[];
}

export interface ReadDataSourceRequest {
  readonly type_name: string;
  readonly config: DynamicValue;
}
export interface ReadDataSourceResponse extends Diagnosed {
  readonly state?: DynamicValue;
}
