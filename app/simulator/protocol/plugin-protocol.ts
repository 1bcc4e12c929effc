import type * as grpc from "@grpc/grpc-js";
import * as protoLoader from "@grpc/proto-loader";
import * as protobuf from "protobufjs";

/**
 * Terraform's plugin protocol 5 (docs/plugin-protocol in hashicorp/terraform), as far as the simulated providers
 * speak it. Calls and fields left out here are optional for Terraform 1.11 and OpenTofu 1.10 and later: an unknown
 * field is skipped, an unknown call is answered "unimplemented", which both accept.
 */
const protocol = `
syntax = "proto3";
package tfplugin5;

message DynamicValue { bytes msgpack = 1; bytes json = 2; }

message AttributePath {
  message Step {
    oneof selector { string attribute_name = 1; string element_key_string = 2; int64 element_key_int = 3; }
  }
  repeated Step steps = 1;
}

message Diagnostic {
  enum Severity { INVALID = 0; ERROR = 1; WARNING = 2; }
  Severity severity = 1;
  string summary = 2;
  string detail = 3;
  AttributePath attribute = 4;
}

message RawState { bytes json = 1; map<string, string> flatmap = 2; }

message Schema {
  message Block {
    int64 version = 1;
    repeated Attribute attributes = 2;
    repeated NestedBlock block_types = 3;
  }
  message Attribute {
    string name = 1;
    bytes type = 2;
    bool required = 4;
    bool optional = 5;
    bool computed = 6;
    bool sensitive = 7;
    bool write_only = 10;
  }
  message NestedBlock {
    enum NestingMode { INVALID = 0; SINGLE = 1; LIST = 2; SET = 3; MAP = 4; GROUP = 5; }
    string type_name = 1;
    Block block = 2;
    NestingMode nesting = 3;
    int64 min_items = 4;
    int64 max_items = 5;
  }
  int64 version = 1;
  Block block = 2;
}

message ServerCapabilities {
  bool plan_destroy = 1;
  bool get_provider_schema_optional = 2;
  bool move_resource_state = 3;
}

message GetProviderSchema {
  message Request {}
  message Response {
    Schema provider = 1;
    map<string, Schema> resource_schemas = 2;
    map<string, Schema> data_source_schemas = 3;
    repeated Diagnostic diagnostics = 4;
    ServerCapabilities server_capabilities = 6;
  }
}
message PrepareProviderConfig {
  message Request { DynamicValue config = 1; }
  message Response { DynamicValue prepared_config = 1; repeated Diagnostic diagnostics = 2; }
}
message ValidateTypeConfig {
  message Request { string type_name = 1; DynamicValue config = 2; }
  message Response { repeated Diagnostic diagnostics = 1; }
}
message Configure {
  message Request { string terraform_version = 1; DynamicValue config = 2; }
  message Response { repeated Diagnostic diagnostics = 1; }
}
message UpgradeResourceState {
  message Request { string type_name = 1; int64 version = 2; RawState raw_state = 3; }
  message Response { DynamicValue upgraded_state = 1; repeated Diagnostic diagnostics = 2; }
}
message ReadResource {
  message Request { string type_name = 1; DynamicValue current_state = 2; bytes private = 3; }
  message Response { DynamicValue new_state = 1; repeated Diagnostic diagnostics = 2; bytes private = 3; }
}
message PlanResourceChange {
  message Request {
    string type_name = 1;
    DynamicValue prior_state = 2;
    DynamicValue proposed_new_state = 3;
    DynamicValue config = 4;
    bytes prior_private = 5;
  }
  message Response {
    DynamicValue planned_state = 1;
    repeated AttributePath requires_replace = 2;
    bytes planned_private = 3;
    repeated Diagnostic diagnostics = 4;
    bool legacy_type_system = 5;
  }
}
message ApplyResourceChange {
  message Request {
    string type_name = 1;
    DynamicValue prior_state = 2;
    DynamicValue planned_state = 3;
    DynamicValue config = 4;
    bytes planned_private = 5;
  }
  message Response {
    DynamicValue new_state = 1;
    bytes private = 2;
    repeated Diagnostic diagnostics = 3;
    bool legacy_type_system = 4;
  }
}
message ImportResourceState {
  message Request { string type_name = 1; string id = 2; }
  message ImportedResource { string type_name = 1; DynamicValue state = 2; bytes private = 3; }
  message Response { repeated ImportedResource imported_resources = 1; repeated Diagnostic diagnostics = 2; }
}
message ReadDataSource {
  message Request { string type_name = 1; DynamicValue config = 2; }
  message Response { DynamicValue state = 1; repeated Diagnostic diagnostics = 2; }
}
message Stop {
  message Request {}
  message Response { string Error = 1; }
}

service Provider {
  rpc GetSchema(GetProviderSchema.Request) returns (GetProviderSchema.Response);
  rpc PrepareProviderConfig(PrepareProviderConfig.Request) returns (PrepareProviderConfig.Response);
  rpc ValidateResourceTypeConfig(ValidateTypeConfig.Request) returns (ValidateTypeConfig.Response);
  rpc ValidateDataSourceConfig(ValidateTypeConfig.Request) returns (ValidateTypeConfig.Response);
  rpc UpgradeResourceState(UpgradeResourceState.Request) returns (UpgradeResourceState.Response);
  rpc Configure(Configure.Request) returns (Configure.Response);
  rpc ReadResource(ReadResource.Request) returns (ReadResource.Response);
  rpc PlanResourceChange(PlanResourceChange.Request) returns (PlanResourceChange.Response);
  rpc ApplyResourceChange(ApplyResourceChange.Request) returns (ApplyResourceChange.Response);
  rpc ImportResourceState(ImportResourceState.Request) returns (ImportResourceState.Response);
  rpc ReadDataSource(ReadDataSource.Request) returns (ReadDataSource.Response);
  rpc Stop(Stop.Request) returns (Stop.Response);
}
`;

/** Largest message in bytes: the schema of a large provider, a state with large documents. */
export const maximumMessageBytes = 64 * 1024 * 1024;

/** The service `tfplugin5.Provider` for @grpc/grpc-js; field names as in the protocol, enums as their names. */
export const providerService: grpc.ServiceDefinition = loadService();

function loadService(): grpc.ServiceDefinition {
  const { root } = protobuf.parse(protocol, { keepCase: true });
  const definition = protoLoader.fromJSON(root.toJSON(), {
    keepCase: true,
    longs: Number,
    enums: String,
    defaults: false,
    oneofs: false,
  });
  return definition["tfplugin5.Provider"] as unknown as grpc.ServiceDefinition;
}
