import type { Construct } from "constructs";
import type { Environment } from "../app/environments/schema";
import { deployRoleArn, registryHost, repositoryName, resourceName } from "../app/naming";
import { imageNamed, imageNames } from "../app/versions";
import { EstateStack, type StackExports } from "../constructs/estate/estate-stack";
import { ImageRepository } from "../constructs/registry/image-repository";
import type { AccountExports } from "./bootstrap";
import type { KeysExports } from "./keep-keys";

/** Where the environment's images are; `imageReference` (app/images) names one of them. */
export interface RegistryExports {
  /** Host of the registry. */
  registryUrl: string;
  /** What stands before the image in the name of its repository. */
  repositoryPrefix: string;
}

/** @see KeepRegistryStack */
export interface KeepRegistryStackProps {
  readonly environment: Environment;
  readonly account: StackExports<AccountExports>;
  readonly keys: StackExports<KeysExports>;
}

/** Images of ours that stay beside the one in use: enough to go back to, and no bill that grows for ever. */
const OWN_IMAGES_KEPT = 50;

/**
 * A repository for each image of the estate, our own and those of others. They outlive every rebuild: what runs names
 * its image by digest, and an image that is built again has another.
 */
export class KeepRegistryStack extends EstateStack {
  readonly exports: StackExports<RegistryExports>;

  constructor(scope: Construct, { environment, account, keys }: KeepRegistryStackProps) {
    super(scope, { lifetime: "keep", part: "registry", environments: [environment] });
    this.addDependency(account.producer);
    const { dataKeyArn } = this.read(keys);
    for (const name of imageNames) {
      const { kind, tag } = imageNamed(name);
      new ImageRepository(this, name, {
        name: repositoryName(environment, name),
        kmsKeyArn: dataKeyArn,
        accountId: this.placement.accountId,
        pusherArn: deployRoleArn(environment),
        // Mirrored images come one with each change of versions.ts, and upstream may delete what it published.
        keep: kind === "own" ? { tag, others: OWN_IMAGES_KEPT } : { tag },
      });
    }
    this.exports = this.export<RegistryExports>({
      registryUrl: registryHost(environment),
      repositoryPrefix: resourceName(environment),
    });
  }
}
