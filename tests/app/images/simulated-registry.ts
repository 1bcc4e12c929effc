import { openRegistry, type EnvironmentRegistry } from "../../../app/images/environment-registry";
import { repositoryName } from "../../../app/naming";
import { Cloud } from "../../../app/simulator/cloud/cloud";
import { startStateEndpoint, type StateEndpoint } from "../../../app/simulator/state-endpoint/state-endpoint";
import { imageNames } from "../../../app/versions";
import { environmentNamed } from "../../constructs/configuration";
import { plainVariables } from "../cli/as-user";
import { AwsAccount } from "../simulator/aws/aws-account";

/** The registry of an environment in a simulated cloud, and a shell that is attached to it; without providers. */
export interface RegistryFixture {
  readonly cloud: Cloud;
  readonly endpoint: StateEndpoint;
  readonly variables: NodeJS.ProcessEnv;
  open(): Promise<EnvironmentRegistry>;
  /** Makes the repositories, as the stack keep-ENV-registry does. */
  makeRepositories(): void;
  close(): Promise<void>;
}

export async function startRegistry(name: string): Promise<RegistryFixture> {
  const environment = environmentNamed(name);
  const { account, region } = environment;
  const cloud = new Cloud();
  const endpoint = await startStateEndpoint(cloud, { account: account.id });
  const variables = plainVariables({
    ...endpoint.variables,
    // What says that a shell is attached; no terraform is started here.
    TF_REATTACH_PROVIDERS: JSON.stringify({ test: endpoint.url }),
  });
  return {
    cloud,
    endpoint,
    variables,
    open: () => openRegistry(environment, variables),
    makeRepositories: () => {
      const aws = new AwsAccount(cloud, account.id, region);
      for (const image of imageNames) {
        aws.create("aws_ecr_repository", {
          name: repositoryName(environment, image),
          image_tag_mutability: "IMMUTABLE",
        });
      }
    },
    close: () => endpoint.close(),
  };
}
