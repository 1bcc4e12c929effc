import * as grpc from "@grpc/grpc-js";

import type * as messages from "../protocol/messages";
import { maximumMessageBytes, providerService } from "../protocol/plugin-protocol";
import { errorDiagnostic } from "./failures";
import type { SimulatedProvider } from "./provider";

export interface ProviderServer {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  close(): Promise<void>;
}

/** Serves a provider over the plugin protocol on a free port of the loopback interface. */
export async function serveProvider(provider: SimulatedProvider): Promise<ProviderServer> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": maximumMessageBytes,
    "grpc.max_send_message_length": maximumMessageBytes,
  });
  server.addService(withEncodedSchema(provider), handlers(provider));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        // Terraform may still hold a connection; what it asks for from now on has no meaning.
        server.forceShutdown();
        resolve();
      }),
  };
}

/** Every terraform command asks for the whole schema; it is put into bytes once. */
function withEncodedSchema(provider: SimulatedProvider): grpc.ServiceDefinition {
  const { GetSchema } = providerService;
  if (!GetSchema) throw new Error("The plugin protocol defines no GetSchema.");
  let encoded: Buffer | undefined;
  const responseSerialize = () => (encoded ??= GetSchema.responseSerialize(provider.getSchema()));
  return { ...providerService, GetSchema: { ...GetSchema, responseSerialize } };
}

function handlers(provider: SimulatedProvider): grpc.UntypedServiceImplementation {
  return {
    GetSchema: answer(() => ({})),
    PrepareProviderConfig: answer(({ config }: messages.ConfigRequest): messages.PrepareResponse => ({
      prepared_config: config,
    })),
    ValidateResourceTypeConfig: answer((request: messages.ValidateTypeRequest) =>
      provider.validateResource(request),
    ),
    ValidateDataSourceConfig: answer((request: messages.ValidateTypeRequest) =>
      provider.validateDataSource(request),
    ),
    UpgradeResourceState: answer((request: messages.UpgradeRequest) => provider.upgradeState(request)),
    Configure: answer((request: messages.ConfigRequest, peer) => provider.configure(request, peer)),
    ReadResource: answer(
      (request: messages.ReadRequest, peer) => provider.readResource(request, peer),
      ({ current_state, private: kept }) => ({ new_state: current_state, private: kept }),
    ),
    PlanResourceChange: answer((request: messages.PlanRequest, peer) => provider.planChange(request, peer)),
    ApplyResourceChange: answer(
      (request: messages.ApplyRequest, peer) => provider.applyChange(request, peer),
      ({ prior_state, planned_private }) => ({ new_state: prior_state, private: planned_private }),
    ),
    ImportResourceState: answer((request: messages.ImportRequest, peer) =>
      provider.importState(request, peer),
    ),
    ReadDataSource: answer((request: messages.ReadDataSourceRequest, peer) =>
      provider.readDataSource(request, peer),
    ),
    Stop: answer(() => ({})),
  };
}

/**
 * Whatever a call throws is a diagnostic: a gRPC error would reach the user as "plugin crashed".
 *
 * @param unchanged what else belongs in the answer to a failed call, so that Terraform forgets no object
 */
function answer<Request, Response extends object>(
  handle: (request: Request, peer: string) => Response,
  unchanged: (request: Request) => object = () => ({}),
): grpc.handleUnaryCall<Request, Response | messages.DiagnosticsResponse> {
  return (call, callback) => {
    let response: Response | messages.DiagnosticsResponse;
    try {
      response = handle(call.request, call.getPeer());
    } catch (error) {
      response = { ...unchanged(call.request), diagnostics: [errorDiagnostic(error)] };
    }
    callback(null, response);
  };
}
