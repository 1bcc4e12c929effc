import * as path from "node:path";
import { accountCredentials } from "../simulator/state-endpoint/credentials";
import { type EmulationEndpoint, startEmulationEndpoint } from "./endpoint";
import { gaps } from "./gaps";
import { startMoto } from "./moto-process";

export interface EmulatedCloudOptions {
  /** Absolute path of moto_server. */
  readonly moto: string;
  /** Account that every call is in, 12 digits. */
  readonly account: string;
  /** Absolute path; gets moto's log and the endpoint's. */
  readonly folder: string;
}

/** Moto with our endpoint in front of it, on loopback, for one account. */
export interface EmulatedCloud extends Pick<EmulationEndpoint, "url" | "calls"> {
  /** Environment variables that lead terraform's backend and the real provider to it. */
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Starts moto and the endpoint; nothing of an earlier one is left.
 * @throws UserError when moto does not start
 */
export async function startEmulatedCloud(options: EmulatedCloudOptions): Promise<EmulatedCloud> {
  const { account, folder } = options;
  const moto = await startMoto({ program: options.moto, account, logFile: path.join(folder, "moto.log") });
  try {
    const endpoint = await startEmulationEndpoint({
      motoPort: moto.port,
      gaps: gaps(account),
      logFile: path.join(folder, "calls.log"),
    });
    const { accessKeyId, secretAccessKey } = accountCredentials(account);
    return {
      url: endpoint.url,
      get calls() {
        return endpoint.calls;
      },
      variables: {
        ...endpoint.variables,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        // Neither credentials of the machine nor a look for newer versions.
        AWS_EC2_METADATA_DISABLED: "true",
        CHECKPOINT_DISABLE: "1",
      },
      close: async () => {
        await endpoint.close();
        await moto.close();
      },
    };
  } catch (error) {
    await moto.close();
    throw error;
  }
}
