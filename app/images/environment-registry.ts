import type { Environment } from "../environments/schema";
import { clientSettings } from "../aws/client-settings";
import { awsFailure } from "../aws/failures";
import { proxyAgents } from "../aws/proxy-agents";
import { deployRoleArn, registryHost, repositoryName } from "../naming";
import { UserError } from "../user-error";
import { RegistryClient } from "./registry-client";
import type { RegistryAgents } from "./registry-http";

/** What of an environment says where its images are, and who may push them. */
export type RegistryOwner = Pick<Environment, "name" | "project" | "account" | "region">;

/** The registry of an environment, opened under its deploy role. */
export interface EnvironmentRegistry {
  /** Host in the names of images, whatever address the registry has. */
  readonly host: string;
  /** Address of its API: ECR's, or that of a simulated cloud on loopback. */
  readonly url: string;
  /** Whether what it holds is made up; so are its digests. */
  readonly simulated: boolean;
  /** User and password for container tools. */
  readonly login: { readonly user: string; readonly password: string };
  readonly agents: RegistryAgents;
  /** The repository of one image. */
  repository(image: string): RegistryClient;
}

/**
 * Opens an environment's registry.
 * @param variables of the shell: credentials, or those of a simulated cloud
 * @throws UserError when the credentials do not reach it
 */
export async function openRegistry(
  environment: RegistryOwner,
  variables: NodeJS.ProcessEnv,
): Promise<EnvironmentRegistry> {
  const { token, endpoint } = await authorize(environment, variables);
  const [user = "", password = ""] = Buffer.from(token, "base64").toString().split(/:(.*)/s);
  const agents = proxyAgents(variables);
  const host = registryHost(environment);
  return {
    host,
    url: endpoint,
    // ECR answers over TLS only.
    simulated: endpoint.startsWith("http://"),
    login: { user, password },
    agents,
    repository: (image) =>
      new RegistryClient(
        {
          url: endpoint,
          registry: host,
          repository: repositoryName(environment, image),
          authorization: `Basic ${token}`,
        },
        agents,
      ),
  };
}

async function authorize(
  environment: RegistryOwner,
  variables: NodeJS.ProcessEnv,
): Promise<{ token: string; endpoint: string }> {
  const settings = await clientSettings("ECR", {
    region: environment.region,
    roleArn: deployRoleArn(environment),
    sessionName: "drydock-images",
    variables,
  });
  const { ECRClient, GetAuthorizationTokenCommand } = await import("@aws-sdk/client-ecr");
  const client = new ECRClient(settings);
  try {
    const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
    const [data] = authorizationData ?? [];
    if (data?.authorizationToken !== undefined && data.proxyEndpoint !== undefined) {
      return { token: data.authorizationToken, endpoint: data.proxyEndpoint.replace(/\/$/, "") };
    }
  } catch (error) {
    throw awsFailure(`The registry of ${environment.name} could not be opened`, error);
  } finally {
    client.destroy();
  }
  throw new UserError(`ECR gave no token for the registry of ${environment.name}.`);
}
