import type * as http from "node:http";
import type * as https from "node:https";
import type { FromTemporaryCredentialsOptions } from "@aws-sdk/credential-providers";
import { proxyAgents } from "./proxy-agents";

/** Whose rights a client of the AWS SDK works with, and where. */
export interface AwsAccess {
  readonly region: string;
  /**
   * Role that is taken on first: the environment's deploy role, as terraform does.
   * @default - the caller's own credentials, as for the account's own stack
   */
  readonly roleArn?: string;
  /** Name of the role's session, which CloudTrail shows. */
  readonly sessionName: string;
  /** Variables of the shell: credentials, profile, proxies, endpoints of a simulated cloud. */
  readonly variables: NodeJS.ProcessEnv;
}

/** What every client of the AWS SDK is made with. */
export interface ClientSettings {
  readonly region: string;
  readonly credentials: Credentials;
  readonly endpoint?: string;
  readonly requestHandler: RequestHandlerSettings;
}

type Credentials = NonNullable<FromTemporaryCredentialsOptions["masterCredentials"]>;

interface RequestHandlerSettings {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
}

const CONNECTION_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * Settings of an SDK client that works under an environment's deploy role, in AWS or in a simulated cloud that the
 * shell is attached to, and through the proxies that terraform goes through.
 * @param service as the variable of its endpoint writes it: "ECR" of `AWS_ENDPOINT_URL_ECR`
 */
export async function clientSettings(service: string, access: AwsAccess): Promise<ClientSettings> {
  // The SDK warns on standard error of what it will need one day; package.json says what this release needs.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const providers = await import("@aws-sdk/credential-providers");
  const { region, roleArn, sessionName, variables } = access;
  const caller = await callerCredentials(variables);
  const credentials =
    roleArn === undefined
      ? caller
      : providers.fromTemporaryCredentials({
          masterCredentials: caller,
          params: { RoleArn: roleArn, RoleSessionName: sessionName },
          clientConfig: { region, ...connection("STS", variables) },
        });
  return { region, credentials, ...connection(service, variables) };
}

/** The caller's own: stated in the shell, or found where every tool of AWS looks (profiles, single sign-on, roles). */
async function callerCredentials(variables: NodeJS.ProcessEnv): Promise<Credentials> {
  const accessKeyId = variables["AWS_ACCESS_KEY_ID"] ?? "";
  const secretAccessKey = variables["AWS_SECRET_ACCESS_KEY"] ?? "";
  if (accessKeyId !== "" && secretAccessKey !== "") {
    const sessionToken = variables["AWS_SESSION_TOKEN"] ?? "";
    return { accessKeyId, secretAccessKey, ...(sessionToken !== "" && { sessionToken }) };
  }
  const { fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
  return fromNodeProviderChain();
}

function connection(
  service: string,
  variables: NodeJS.ProcessEnv,
): { readonly endpoint?: string; readonly requestHandler: RequestHandlerSettings } {
  const endpoint = variables[`AWS_ENDPOINT_URL_${service}`] ?? "";
  return {
    ...(endpoint !== "" && { endpoint }),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      ...proxyAgents(variables),
    },
  };
}
